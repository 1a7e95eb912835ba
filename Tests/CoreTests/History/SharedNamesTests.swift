import Testing

@testable import Core

@Suite("Names that many have")
struct SharedNamesTests {
  @Test func `every text is there once, under the place it got first`() {
    var names = SharedNames()
    #expect(names.place(of: "") == nil)
    for round in 0..<2 {
      for k in 0..<1000 {
        #expect(names.add(k == 0 ? "" : "name \(k)") == UInt32(k), "round \(round)")
      }
    }
    #expect(names[0].isEmpty)
    #expect(names[999] == "name 999")
    #expect(names.place(of: "name 7") == 7)
    #expect(names.place(of: "nobody") == nil)
  }

  @Test func `texts that only look equal are two`() {
    var names = SharedNames()
    let texts = ["models/\u{e9}.py", "models/e\u{301}.py", "a\0", "a"]
    for (place, text) in texts.enumerated() { #expect(names.add(text) == UInt32(place)) }
    for (place, text) in texts.enumerated() {
      #expect(Array(names[UInt32(place)].utf8) == Array(text.utf8))
    }
  }
}
