import Core
import Screen
import Testing

@Suite("What is measured again, tripped or ended early")
struct TrustTests {
  private func audited(holds: Bool?) -> Snapshot {
    var snapshot = Fixture.proven()
    // Nothing else may wait for a person.
    snapshot.record.experiments[144].state = .queued
    let last = snapshot.record.keeps.count - 1
    snapshot.record.keeps[last].remeasured = Remeasured(
      mean: holds == true ? 0.0012 : 0.00003, low: -0.0004, high: 0.0004, pairs: 5, holds: holds,
      at: snapshot.now)
    return snapshot
  }

  private func page(_ snapshot: Snapshot, _ keys: [String], on n: Int) -> String {
    var driver = Driver(snapshot, 120, 40)
    driver.state.focus = .experiment(n)
    driver.press("2")
    driver.state.focus = .experiment(n)
    for key in keys { driver.press(key) }
    return text(of: driver.grid)
  }

  @Test func `a keep that does not hold is named on top, in the chain and on its own page`() {
    let snapshot = audited(holds: false)
    let last = snapshot.record.keeps.last?.experiment ?? 0
    let headline = page(snapshot, ["1"], on: last)
    #expect(headline.contains("#\(last) does not hold"))
    #expect(page(snapshot, ["4"], on: last).contains("does not hold "))
    let own = page(snapshot, ["enter"], on: last)
    #expect(own.contains("in 5 fresh pairs against what it"))
    #expect(own.contains("it does not hold; v revokes it"))
  }

  @Test func `one that holds, or that is revoked, needs nobody`() {
    var snapshot = audited(holds: true)
    let last = snapshot.record.keeps.last?.experiment ?? 0
    #expect(page(snapshot, ["enter"], on: last).contains("it holds"))
    #expect(!page(snapshot, ["1"], on: last).contains("does not hold"))
    snapshot = audited(holds: false)
    snapshot.record.keeps[snapshot.record.keeps.count - 1].revoked = true
    #expect(!page(snapshot, ["1"], on: last).contains("does not hold"))
    #expect(page(snapshot, ["4"], on: last).contains("revoked "))
  }

  @Test func `what the pairs leave open is not called false`() {
    let snapshot = audited(holds: nil)
    let last = snapshot.record.keeps.last?.experiment ?? 0
    #expect(page(snapshot, ["enter"], on: last).contains("left open"))
    #expect(!page(snapshot, ["4"], on: last).contains("does not hold"))
  }

  @Test func `a result that trips a wire is asked for with the wire`() {
    var snapshot = Fixture.proven()
    let words = "a jump of 12 s, the largest keep before was 2.8 s"
    snapshot.record.experiments[138].state = .review
    snapshot.record.experiments[138].resultFlags = [.init(name: "jump", text: words)]
    snapshot.record.experiments[138].why = "before it is kept: \(words)"
    #expect(page(snapshot, ["1"], on: 139).contains("keep #139? a jump of 12 s"))
    let own = page(snapshot, ["enter"], on: 139)
    #expect(own.contains("tripped   a jump of 12 s, the largest keep before was 2.8"))
  }

  @Test func `a run that is being ended says so below its curve`() {
    var snapshot = Fixture.campaign()
    let run =
      snapshot.record.runs.values.filter { $0.role == .first && $0.state == .training }.map(\.id)
      .min() ?? 0
    let n = snapshot.record.runs[run]?.experiment ?? 0
    snapshot.record.runs[run]?.stop = EarlyStop.Finding(
      kind: .hopeless, series: "train loss", share: 0.64, gap: 0.31, bound: 0.12, witnesses: 5)
    let screen = page(snapshot, ["1"], on: n)
    #expect(screen.contains("being ended: hopeless after 64 % of the budget"))
  }

  @Test func `of a baseline that noise could move through zero no percentage is made`() {
    var snapshot = Fixture.proven()
    snapshot.record.summary?.baseline = Level(mean: -0.4, sd: 1.1, runs: 5)
    snapshot.record.summary?.noise = 1.1
    snapshot.record.summary?.improvement = 9.2
    snapshot.record.summary?.improvementLow = 7.9
    snapshot.record.summary?.improvementHigh = 10.5
    let first = page(snapshot, ["1"], on: 131).split(separator: "\n").first ?? ""
    #expect(first.contains("~9"))
    #expect(first.contains("better"))
    #expect(!first.contains("9 %"))
  }

  @Test func `a keep that is measured again because somebody asked shows as open`() {
    var snapshot = audited(holds: nil)
    let place = snapshot.record.keeps.count - 1
    let last = snapshot.record.keeps[place].experiment ?? 0
    let before = page(snapshot, ["4"], on: last)
    snapshot.record.keeps[place].isAsked = true
    let chain = page(snapshot, ["4"], on: last)
    #expect(chain != before)
    #expect(chain.contains(" ? "))
    #expect(
      page(snapshot, ["enter"], on: last).contains(
        "again     fresh pairs are made, since somebody asked"))
    #expect(
      page(snapshot, ["r"], on: last).contains("no re-run: #\(last) is being measured again"))
    snapshot.record.keeps[place].revoked = true
    #expect(!page(snapshot, ["enter"], on: last).contains("since somebody asked"))
  }

  @Test func `a slot that others have says who`() {
    var snapshot = Fixture.campaign()
    #expect(!page(snapshot, ["1"], on: 143).contains("held: "))
    snapshot.record.slots[0].heldBy = "process 4242 (python) computes on GPU 0"
    let screen = page(snapshot, ["1"], on: 143)
    #expect(screen.contains("gpu0  #143  held: process 4242 (python)"))
    #expect(screen.contains("gpu1  #139  pair 4"))
  }

  @Test func `what is reported beside what is verified is said in units of the noise`() {
    var snapshot = Fixture.proven()
    let n = 131
    for id in snapshot.record.experiments[n - 1].runs {
      guard let run = snapshot.record.runs[id], let value = run.value else { continue }
      snapshot.record.runs[id]?.verified = value
      snapshot.record.runs[id]?.reported = run.role.isChampion ? value : value - 0.01
    }
    let own = page(snapshot, ["enter"], on: n)
    #expect(own.contains("reported  reported 0.97084, verified 0.98084: differs by"))
    #expect(own.contains("16.7 s"))
  }
}
