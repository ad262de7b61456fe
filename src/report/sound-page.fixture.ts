import { expect } from "vitest";

/** What every page must satisfy: finite drawings, no address to load from, no inline handler or style. */
export function expectSound(page: string): void {
  const withoutData = page.replace(/<script[^>]*>[\s\S]*?<\/script>/g, "").replace(/<style>[\s\S]*?<\/style>/, "");
  for (const [, value] of withoutData.matchAll(/\s(?:d|x|y|cx|cy|width|height|viewBox|points|transform)="([^"]*)"/g))
    expect(value).not.toMatch(/NaN|Infinity|undefined/);
  for (const [, address] of withoutData.matchAll(/\s(?:href|src|srcset|action|data)="([^"]*)"/g))
    expect(address).toMatch(/^(#[a-z-]+|data:image\/png;base64,[A-Za-z0-9+/=]*)$/);
  const attributes = withoutData.replace(/"[^"]*"/g, '""'); // names may hold anything between quotes
  expect(attributes.match(/<[^>]*\s(on\w+|style)=/g)).toBeNull();
  expect(withoutData).not.toMatch(/>undefined<|>NaN<|\[object/);
  const ids = [...withoutData.matchAll(/\sid="([^"]*)"/g)].map((m) => m[1]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, target] of withoutData.matchAll(/\shref="#([^"]*)"/g)) expect(ids).toContain(target);
}
