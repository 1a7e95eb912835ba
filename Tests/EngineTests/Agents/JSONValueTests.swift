import Testing

@testable import Engine

struct JSONValueTests {
  @Test func `a line comes back as it was read`() throws {
    let text = #"{"a":[1,-2.5,"x\ny\u0001",true,null,{}],"b":{"c":"é🙂"}}"#
    let value = try #require(JSONValue(parsing: text))
    #expect(value.line == text)
    #expect(JSONValue(parsing: value.line) == value)
  }

  @Test func `what is missing or of another kind is null`() throws {
    let value = try #require(JSONValue(parsing: #"{"a":{"b":[{"c":7}]},"t":"x"}"#))
    #expect(value["a", "b"][0]["c"].int == 7)
    #expect(value["a", "x", "y"].isNull)
    #expect(value["t", "deeper"].isNull)
    #expect(value["a", "b"][3].isNull)
    #expect(value["t"].int == nil)
    #expect(value["t"].items.isEmpty)
  }

  @Test func `numbers too large for an integer are still numbers`() throws {
    let value = try #require(JSONValue(parsing: "[12345678901234567168, 1e300, 3.0]"))
    #expect(value[0].double == 12_345_678_901_234_567_168)
    #expect(value[0].int == nil)
    #expect(value[1].int == nil)
    #expect(value[2].int == 3)
  }

  @Test(arguments: ["", "hello", "{", "{\"a\":}", "[1,]", "{} {}", "\u{1b}[31mred"])
  func `what is not JSON is nothing`(_ text: String) {
    #expect(JSONValue(parsing: text) == nil)
  }

  @Test func `endless nesting is refused instead of followed`() {
    #expect(JSONValue(parsing: String(repeating: "[", count: 100_000)) == nil)
  }

  @Test func `values are built as they are written`() {
    let value: JSONValue = ["id": 1, "ok": true, "none": nil, "list": ["a", 2.5]]
    #expect(value.line == #"{"id":1,"list":["a",2.5],"none":null,"ok":true}"#)
  }
}
