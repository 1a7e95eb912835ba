import Core
import Testing

@testable import Screen

struct `Colours of code` {
  /// A letter for each byte: keyword, string, number, comment, name.
  private func letters(_ language: SyntaxLanguage, _ lines: [String]) -> [String] {
    var lexer = SyntaxLexer(language)
    return lines.map { line in
      var row = [Character](repeating: ".", count: line.utf8.count)
      let letters: [Role: Character] = [
        .syntaxKeyword: "K", .syntaxString: "S", .syntaxNumber: "N", .syntaxComment: "C",
        .syntaxName: "F",
      ]
      for span in lexer.spans(in: line.utf8) {
        for index in span.range { row[index] = letters[span.role] ?? "?" }
      }
      return String(row)
    }
  }

  @Test(arguments: [
    (SyntaxLanguage.python, "@no_grad() # x", "FFFFFFFF...CCC"),
    (.python, "def f(x=1e-4, y=None):", "KKK.F...NNNN....NNNN.."),
    (.python, #"s = rb"\"a" + f'{x}'"#, #"....SSSSSSS...SSSSSS"#),
    (.python, "a @ b.if_x", ".........."),
    (.cuda, "__global__ void k(float* x) { // go", "KKKKKKKKKK.KKKK...KKKKK.......CCCCC"),
    (.cpp, #"#include <a.h> "#, "KKKKKKKK.SSSSS."),
    (.cpp, #"auto s = R"x(a)"b)x"; /* c */ 'd'"#, "KKKK.....SSSSSSSSSSS..CCCCCCC.SSS"),
    (.c, "struct point { int x; };", "KKKKKK.FFFFF...KKK......"),
    (.shell, "export A=$B # ${x}", "KKKKKK.F.FF.CCCCCC"),
    (.shell, "f() { echo a#b $1; }", "F..............FF..."),
    (.yaml, "- lr: 3e-4 # c", "..FF..NNNN.CCC"),
    (.yaml, "a b: http://x", "FFF.........."),
    (.yaml, "k: \"v: w\"", "F..SSSSSS"),
    (.toml, "[tool.x]", "KKKKKKKK"),
    (.toml, "a.b = 'c' # d", "FFF...SSS.CCC"),
    (.toml, "when = 2026-01-02T03:04:05Z", "FFFF...NNNNNNNNNNNNNNNNNNNN"),
    (.json, #"{"a": [1, true, "b"]}"#, ".FFF...N..NNNN..SSS.."),
  ])
  func `one line`(language: SyntaxLanguage, line: String, roles: String) {
    #expect(letters(language, [line]) == [roles])
  }

  @Test func `what a line leaves open goes on in the next`() {
    #expect(letters(.python, ["x = \"\"\"a", "if", "\"\"\" if"]) == ["....SSSS", "SS", "SSS.KK"])
    #expect(letters(.c, ["a /* b", "if", "*/ if"]) == ["..CCCC", "CC", "CC.KK"])
    #expect(letters(.cpp, ["R\"(a", "if", ")\" if"]) == ["SSSS", "SS", "SS.KK"])
    #expect(
      letters(.shell, ["cat <<-'E' >x", "if", "\tE", "if"])
        == [".......KKK...", "SS", "KK", "KK"])
    #expect(
      letters(.yaml, ["a: |", "  if", "", " b", "c: 1"]) == ["F..K", "SSSS", "", "SS", "F..N"])
    #expect(letters(.toml, ["a = '''", "1", "''' # c"]) == ["F...SSS", "S", "SSS.CCC"])
  }

  @Test(arguments: [
    ("a/b/train.py", SyntaxLanguage.python), ("k.CU", .cuda), ("x.h", .cpp), ("run.sbatch", .shell),
    (".clang-format", .yaml), ("uv.lock", .toml), ("a.jsonl", .json),
  ])
  func `a file's name tells the language`(path: String, language: SyntaxLanguage) {
    #expect(SyntaxLanguage(path: path) == language)
  }

  @Test func `a script's first line tells it too`() {
    #expect(SyntaxLanguage(shebang: "#!/usr/bin/env python3") == .python)
    #expect(SyntaxLanguage(shebang: "#!/bin/sh -e") == .shell)
    #expect(SyntaxLanguage(shebang: "#!/usr/bin/perl") == nil)
    #expect(SyntaxLanguage(path: "Makefile") == nil)
  }

  @Test(arguments: SyntaxLanguage.allCases)
  func `any line is read, and its parts follow each other`(language: SyntaxLanguage) {
    var random = SplitMix(seed: 7)
    let seeds = [
      "def f(x): return R\"a(b)a\" + 'c' # d \"\"\" e", "/* a */ #include <b> // c",
      "cat <<-'END' | $x ${y} \\", "key: |2 # c", "- a.b = [1, {\"x\": 0x1f}]", "''' \"\"\" 1e-5",
    ].map { Array($0.utf8) }
    let alphabet = Array("\"'\\#/*<>|$@(){}[]:=-,. \tRbE1".utf8)
    var lexer = SyntaxLexer(language)
    for round in 0..<Fuzz.rounds(2_500) {
      let line = random.mutated(seeds[round % seeds.count], with: alphabet)
      var end = 0
      for span in lexer.spans(in: line) {
        #expect(span.range.lowerBound >= end && !span.range.isEmpty)
        end = span.range.upperBound
      }
      #expect(end <= line.count)
    }
  }
}
