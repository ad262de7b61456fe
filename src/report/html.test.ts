import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { embeddedJson, escapeExactly, escapeText, html, isolated, prose } from "./html.js";

describe("html", () => {
  it("escapes every interpolated string and leaves markup alone", () => {
    expect(html`<p title="${`"'\``}">${"<img onerror=x> & co"}${html`<b>${"<"}</b>`}</p>`.markup).toBe(
      '<p title="&quot;&#39;&#96;">&lt;img onerror=x&gt; &amp; co<b>&lt;</b></p>',
    );
  });

  it("writes nothing for false, null and undefined, but writes 0", () => {
    expect(html`${false}${null}${undefined}${0}${[1, "a"]}`.markup).toBe("01a");
  });

  it("never lets text open a tag, close an attribute or steer the direction, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(escapeText(text)).not.toMatch(/[<>"'`]|[\u0000\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 2000 },
    );
  });

  it("replaces direction overrides and lone surrogates by U+FFFD and keeps Hebrew, Arabic and emoji", () => {
    expect(escapeText("a\u202eb\ud800c")).toBe("a\ufffdb\ufffdc");
    expect(escapeText("שלום عربى 🧠")).toBe("שלום عربى 🧠");
    expect(isolated("שלום").markup).toBe("<bdi>שלום</bdi>");
  });

  it("keeps the exact text where it is copied, escaped only", () => {
    expect(escapeExactly("a\u202e<")).toBe("a\u202e&lt;");
  });
});

describe("prose", () => {
  it("sets what stands in backquotes and options as code, and escapes both", () => {
    expect(prose("use `<b>` or --fit-timestep 0.05, not a--b").markup).toBe(
      "<bdi>use <code>&lt;b&gt;</code> or <code>--fit-timestep</code> 0.05, not a--b</bdi>",
    );
  });
});

describe("embeddedJson", () => {
  it("parses back to the same value and holds nothing that ends a script, whatever the strings", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("</script>", "<!--", "]]>", "\u2028\u2029", "&lt;"),
    );
    fc.assert(
      fc.property(fc.array(hostile), (strings) => {
        const { markup } = embeddedJson({ strings });
        expect(markup).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(markup)).toEqual({ strings });
      }),
      { numRuns: 1000 },
    );
  });
});
