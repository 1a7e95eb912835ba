import Core

/// What a made run prints: a loss that falls, with noise, and what goes with it.
package struct MadeCurve {
  let random: MadeRandom
  let run: RunID
  /// Seconds the whole run takes.
  let seconds: Double

  package typealias Batch = (series: String, axis: Axis, role: SeriesRole, points: [Point])

  package init(plan: MadePlan, run: RunID) {
    random = MadeRandom(seed: plan.seed)
    self.run = run
    seconds = plan.runSeconds
  }

  /// The points of steps in a row, made while the run went from one share of its work to another.
  package func points(_ steps: Range<Int>, from: Double, to: Double) -> [Batch] {
    var loss: [Point] = []
    var rate: [Point] = []
    var validation: [Point] = []
    loss.reserveCapacity(steps.count)
    rate.reserveCapacity(steps.count)
    let width = (to - from) / Double(max(1, steps.count))
    for step in steps {
      let share = from + width * Double(step - steps.lowerBound)
      let time = share * seconds
      let value = self.loss(at: share)
      let x = Double(step)
      loss.append(Point(x: x, time: time, y: value + 0.03 * random.normal(run, step)))
      rate.append(Point(x: x, time: time, y: 0.04 * min(1, (1 - share) * 2)))
      if step % 50 == 49 {
        let noise = 0.004 * random.normal(run, step, 1)
        validation.append(Point(x: x, time: time, y: value + 0.08 + noise))
      }
    }
    return [
      ("loss", .step, .trainLoss, loss), ("lr", .step, .other, rate),
      ("val_loss", .step, .validationLoss, validation),
    ].filter { !$0.3.isEmpty }
  }

  /// The smooth loss when such a share of the run is done.
  private func loss(at share: Double) -> Double {
    let t = share * 24
    return 2.65 + 0.05 * random.normal(run, 2) + 1.6 / (1 + t) + 0.12 * (1 - share)
  }

  /// A line of its log.
  package func line(step: Int, share: Double) -> String {
    let percent = (share * 100).fixed(1)
    let loss = (loss(at: share) + 0.03 * random.normal(run, step)).fixed(6)
    return "step \(step) (\(percent)%) | loss: \(loss) | tok/sec: 1,663,\(100 + step % 900)"
  }
}
