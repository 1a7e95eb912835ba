import Glibc
import Screen
import Terminal
import Testing

extension OpenScreenTests {
  @Suite(.serialized) @MainActor
  struct TerminalLoopTests {
    @Test func `keys arrive in order and a lone escape is not kept waiting`() throws {
      let pty = try Pty(width: 40, height: 5)
      let screen = try pty.open()
      defer { screen.close() }
      let loop = TerminalLoop(screen: screen)
      var handlers = LoopHandlers()
      var got: [Input] = []
      handlers.onInput = {
        got += $0
        if got.last == .key(Key(.escape)) { loop.stop() }
      }
      pty.type("ab\u{3}\u{1B}[A\u{1B}")
      #expect(loop.run(wake: [], handlers: handlers) == .stopped)
      #expect(
        got == [
          .key(Key(.character("a"))), .key(Key(.character("b"))),
          .key(Key(.character("c"), control: true)), .key(Key(.up)), .key(Key(.escape)),
        ])
    }

    @Test func `many keys at once are one frame`() throws {
      let pty = try Pty(width: 40, height: 5)
      let screen = try pty.open()
      defer { screen.close() }
      let loop = TerminalLoop(screen: screen)
      var handlers = LoopHandlers()
      var keys = 0
      var frames = 0
      handlers.onInput = { keys += $0.count }
      handlers.draw = {
        frames += 1
        if keys == 500 { loop.stop() }
        return Grid(size: Size(width: 40, height: 5))
      }
      pty.type(String(repeating: "j", count: 500))
      #expect(loop.run(wake: [], handlers: handlers) == .stopped)
      #expect(keys == 500)
      #expect(frames <= 5)
    }

    @Test func `a wake descriptor and the deadline are heard`() throws {
      let pty = try Pty(width: 40, height: 5)
      let screen = try pty.open()
      defer { screen.close() }
      var ends: [Int32] = [0, 0]
      try #require(pipe(&ends) == 0)
      let loop = TerminalLoop(screen: screen)
      var handlers = LoopHandlers()
      var heard: [String] = []
      let due = ContinuousClock.now
      handlers.deadline = { due }
      handlers.onTimer = {
        heard.append("timer")
        _ = write(ends[1], "x", 1)
      }
      handlers.onWake = { descriptor in
        var byte = UInt8(0)
        _ = read(descriptor, &byte, 1)
        heard.append("wake")
        loop.stop()
      }
      #expect(loop.run(wake: [ends[0]], handlers: handlers) == .stopped)
      #expect(heard == ["timer", "wake"])
      ends.forEach { _ = close($0) }
    }

    @Test func `a wake descriptor whose other end closed does not spin`() throws {
      let pty = try Pty(width: 40, height: 5)
      let screen = try pty.open()
      defer { screen.close() }
      var ends: [Int32] = [0, 0]
      try #require(pipe(&ends) == 0)
      close(ends[1])
      let loop = TerminalLoop(screen: screen)
      var handlers = LoopHandlers()
      var asked = 0
      let due = ContinuousClock.now + .milliseconds(30)
      handlers.deadline = {
        asked += 1
        return due
      }
      handlers.onTimer = { loop.stop() }
      #expect(loop.run(wake: [ends[0]], handlers: handlers) == .stopped)
      #expect(asked < 10)
      close(ends[0])
    }

    @Test func `a terminal that goes away ends the loop`() throws {
      let pty = try Pty(width: 40, height: 5)
      let screen = try pty.open()
      defer { screen.close() }
      pty.hangUp()
      let loop = TerminalLoop(screen: screen)
      #expect(loop.run(wake: [], handlers: LoopHandlers()) == .gone)
    }
  }
}
