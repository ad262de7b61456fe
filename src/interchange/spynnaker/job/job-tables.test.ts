import initSqlJs from "sql.js";
import { beforeAll, describe, expect, it } from "vitest";
import { readJobDatabase } from "./read-database.js";

const CORE = "CREATE TABLE core (x, y, p, is_system);";
const REGION = "CREATE TABLE region (x, y, p, region_num, reference_num, region_label, content, size);";
const COUNT = "WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c)";
const THOUSAND = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000)";

describe("a database of a job", () => {
  let database: (sql: string) => Uint8Array;
  beforeAll(async () => {
    const { Database } = await initSqlJs();
    database = (sql) => {
      const made = new Database();
      made.exec(sql);
      return made.export();
    };
  });

  it.each([
    ["a view that counts for ever", `${CORE} CREATE VIEW region AS ${COUNT} SELECT n AS x FROM c;`, /no plain table/],
    [
      "a column that makes a gigabyte",
      `${CORE} CREATE TABLE region (x, y, p, region_num, region_label, size, content AS (zeroblob(1000000000)));`,
      /region in ds.sqlite3 is no plain table/,
    ],
    [
      "1,000 cores and 1,000 regions that all match each other",
      `${CORE} ${REGION} INSERT INTO core ${THOUSAND} SELECT 0, 0, 1, 0 FROM c;
       INSERT INTO region ${THOUSAND} SELECT 0, 0, 1, n, NULL, 'a', zeroblob(64), 64 FROM c;`,
      /more rows than its \d+ bytes hold/,
    ],
    ["no table", CORE, /has no table region/],
  ])("%s: one sentence", async (_what, sql, sentence) => {
    await expect(readJobDatabase(database(sql))).rejects.toThrow(sentence);
  });

  it("cores come by place, and regions by number, whatever the order of the rows", async () => {
    const rows = [10, 2, 9].map(
      (p) => `INSERT INTO core VALUES (0, 0, ${p}, 0);
      INSERT INTO region VALUES (0, 0, ${p}, 11, NULL, 'b', zeroblob(8), 8), (0, 0, ${p}, 2, NULL, 'a', NULL, 4);`,
    );
    const { cores } = await readJobDatabase(database(`${CORE} ${REGION} ${rows.join(" ")}`));
    expect(cores.map(({ p }) => p)).toEqual([2, 9, 10]);
    expect([...cores[0].regions.keys()]).toEqual(["a", "b"]);
  });
});
