export interface GridPointTask { readonly x: 0 }
export interface GridPointResult { readonly x: 0 }
export function runGridPoint(_task: GridPointTask, _p?: unknown): Promise<GridPointResult> { return Promise.resolve({ x: 0 }); }
