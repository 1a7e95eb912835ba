import Testing

@testable import Terminal

struct FramePacerTests {
  private let start = ContinuousClock.now

  @Test func `without a reason nothing is drawn`() {
    var pacer = FramePacer()
    #expect(pacer.due(now: start) == nil)
    pacer.noteInput()
    pacer.drew(now: start)
    #expect(pacer.due(now: start) == nil)
  }

  @Test func `a key is drawn at once`() {
    var pacer = FramePacer()
    pacer.drew(now: start)
    pacer.noteData()
    pacer.noteInput()
    #expect(pacer.due(now: start) == start)
  }

  @Test func `data is drawn at most five times in two seconds`() {
    var pacer = FramePacer()
    pacer.noteData()
    #expect(pacer.due(now: start) == start)
    pacer.drew(now: start)
    pacer.noteData()
    #expect(pacer.due(now: start) == start + .milliseconds(400))
  }

  @Test func `a storm of sizes is one frame every 50 ms`() {
    var pacer = FramePacer()
    var frames = 0
    for millisecond in 0..<1000 {
      let now = start + .milliseconds(millisecond)
      pacer.noteResize()
      if let due = pacer.due(now: now), due <= now {
        frames += 1
        pacer.drew(now: now)
      }
    }
    #expect(frames == 20)
  }
}
