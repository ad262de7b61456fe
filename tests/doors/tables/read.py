"""Reads a Parquet file with pandas and with pyarrow, and prints its columns, types and row groups as JSON."""

import json
import sys

import pandas
import pyarrow.parquet

path = sys.argv[1]
file = pyarrow.parquet.ParquetFile(path)
frame = pandas.read_parquet(path)
assert pyarrow.Table.from_pandas(frame, preserve_index=False).column_names == file.schema_arrow.names
print(
    json.dumps(
        {
            "types": {field.name: str(field.type) for field in file.schema_arrow},
            "nullable": [field.name for field in file.schema_arrow if field.nullable],
            "groups": [file.metadata.row_group(k).num_rows for k in range(file.num_row_groups)],
            "columns": {name: frame[name].tolist() for name in frame.columns},
        }
    )
)
