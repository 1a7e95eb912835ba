import Screen
import Terminal
import Testing

extension OpenScreenTests {
  /// A terminal that takes nothing for a while.
  @Suite(.serialized) @MainActor
  struct BackPressureTests {
    @Test func `keys are handled while frames are held back, and the last frame is right`() throws {
      let size = Size(width: 200, height: 60)
      let pty = try Pty(width: size.width, height: size.height)
      let screen = try pty.open()
      defer { screen.close() }
      let loop = TerminalLoop(screen: screen)
      var emulator = Emulator(size: size)
      var handlers = LoopHandlers()
      var keys = 0
      var drawn = 0
      var held = 0
      var ticks = 0
      handlers.draw = {
        drawn += 1
        return Probe.picture(Size(width: size.width, height: size.height), "keys \(keys) \(drawn)")
      }
      handlers.onInput = { keys += $0.count }
      // First keys alone, then the terminal takes again.
      handlers.deadline = { .now }
      handlers.onTimer = {
        ticks += 1
        if keys < 50 {
          pty.type("j")
          held = drawn
        } else {
          emulator.feed(pty.read(patience: 0).utf8)
          if emulator.shows(Probe.picture(size, "keys \(keys) \(drawn)")), drawn > held {
            loop.stop()
          }
        }
      }
      #expect(loop.run(wake: [], handlers: handlers) == .stopped)
      #expect(keys == 50)
      // The first one fills the terminal, and the next is asked for once and held.
      #expect(held <= 2)
      #expect(emulator.shows(Probe.picture(size, "keys 50 \(drawn)")))
    }

    @Test func `a frame that is held does not make the loop turn`() throws {
      let pty = try Pty(width: 200, height: 60)
      let screen = try pty.open()
      defer { screen.close() }
      let loop = TerminalLoop(screen: screen)
      var handlers = LoopHandlers()
      handlers.draw = { Probe.picture(Size(width: 200, height: 60), "") }
      let end = ContinuousClock.now + .milliseconds(300)
      handlers.deadline = { end }
      handlers.onTimer = { loop.stop() }
      #expect(loop.run(wake: [], handlers: handlers) == .stopped)
      #expect(loop.turns <= 3)
    }

    @Test func `with nothing to do it does not wake, and what is typed wakes it once`() throws {
      let pty = try Pty(width: 40, height: 5)
      let screen = try pty.open(["TERM": "vt100", "LANG": "C"])
      defer { screen.close() }
      let loop = TerminalLoop(screen: screen)
      var handlers = LoopHandlers()
      handlers.draw = { Grid(size: Size(width: 40, height: 5)) }
      var end = ContinuousClock.now + .milliseconds(300)
      handlers.deadline = { end }
      handlers.onTimer = { loop.stop() }
      #expect(loop.run(wake: [], handlers: handlers) == .stopped)
      #expect(loop.turns == 1)
      let writes = screen.writes
      pty.type("j")
      end = .now + .milliseconds(300)
      #expect(loop.run(wake: [], handlers: handlers) == .stopped)
      #expect(loop.turns == 3)
      #expect(screen.writes == writes, "the same picture is nothing to write")
    }
  }
}
