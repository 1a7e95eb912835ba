import Core
import Testing

@testable import Screen

@Suite("The first answer to a key that moves the cursor")
struct GlanceTests {
  private let capabilities = Capabilities()

  /// A person who has looked at a screen; the clock stands still for what follows.
  private func driver(_ size: Size) -> Driver {
    var driver = Driver(Fixture.campaign(), size.width, size.height)
    driver.press("j", "k")
    return driver
  }

  private func whole(_ driver: Driver) -> Grid {
    render(
      driver.state, driver.snapshot, size: driver.state.size, capabilities: capabilities)
  }

  private func first(_ driver: Driver, over last: Grid, of seen: ViewState) -> Grid? {
    glance(driver.state, driver.snapshot, capabilities: capabilities, over: last, of: seen)
  }

  @Test(
    "shows the lists as the whole picture does, and all else as it was",
    arguments: [
      Size(width: 120, height: 40), Size(width: 80, height: 24), Size(width: 60, height: 60),
    ])
  func lists(size: Size) throws {
    var driver = driver(size)
    var moves = 0
    for key in ["j", "j", "j", "k", "G", "k", "g", "tab", "j", "tab", "j", "k"] {
      let (last, seen, snapshot) = (whole(driver), driver.state, driver.snapshot)
      // The answer is drawn before anything is read for what is under the cursor.
      var moved = seen
      _ = handle(.key(Driver.key(key)), at: driver.now, state: &moved, snapshot: snapshot)
      let glanced = glance(moved, snapshot, capabilities: capabilities, over: last, of: seen)
      driver.press(key, after: 0)
      let then = whole(driver)
      let layout = Overview.layout(snapshot, size: size)
      guard let glanced else {
        let stays = seen.cursor(in: snapshot) == moved.cursor(in: snapshot)
        #expect(stays || layout.sharesSubject)
        continue
      }
      moves += 1
      let lists = [layout.running, layout.lanes, layout.experiments].compactMap { $0?.body }
      for row in 0..<size.height {
        for column in 0..<size.width {
          let isList = lists.contains { $0.contains(row: row, column: column) }
          let expected = (isList ? then : last)[row, column]
          let found = glanced[row, column]
          if isList {
            #expect(found == expected, "\(key) at \(row), \(column)")
          } else {
            #expect(found.glyph == expected.glyph, "\(key) at \(row), \(column)")
          }
        }
      }
    }
    #expect(moves > 4)
  }

  @Test("is none where a key changed more than the cursor")
  func others() {
    let start = driver(Size(width: 120, height: 40))
    let last = whole(start)
    for key in ["x", "d", "o", "z", "?", ":", "/", "2", "4", "space", "enter", "s"] {
      var driver = start
      driver.press(key, after: 0)
      #expect(first(driver, over: last, of: start.state) == nil, "\(key)")
    }
    #expect(first(start, over: last, of: start.state) == nil)
  }

  @Test("is none over a picture of another size")
  func sizes() {
    var driver = driver(Size(width: 120, height: 40))
    let (last, seen) = (whole(driver), driver.state)
    driver.press("j", after: 0)
    #expect(first(driver, over: last, of: seen) != nil)
    driver.state.size = Size(width: 100, height: 40)
    #expect(first(driver, over: last, of: seen) == nil)
  }
}
