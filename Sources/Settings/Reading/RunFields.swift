import Core
import Yams

extension Field {
  /// A duration, or a mapping with what is counted and a ceiling.
  func budget() -> Budget? {
    guard case .mapping = node else { return duration().map { .wall($0) } }
    guard let section = section(keys: SettingsKeys.budget) else { return nil }
    let wall = section.field("wall")
    if let cpu = section.field("cpu") {
      if let steps = section.field("steps") {
        steps.fail("cannot stand beside 'cpu'", hint: "a budget counts one of them")
        return nil
      }
      guard let seconds = cpu.duration() else { return nil }
      let ceiling = wall.map { $0.duration() } ?? Budget.standardCeiling(cpu: seconds)
      return ceiling.map { .cpu(seconds, ceiling: $0) }
    }
    if let steps = section.field("steps") {
      guard let count = steps.integer(in: 1...1_000_000_000_000) else { return nil }
      let ceiling = wall.map { $0.duration() } ?? Budget.standardStepsCeiling
      return ceiling.map { .steps(count, ceiling: $0) }
    }
    if let wall { return wall.duration().map { .wall($0) } }
    if section.hasUnknown { return nil }
    fail("counts nothing", hint: "such as 6m, {cpu: 6s} or {steps: 2000}")
    return nil
  }

  /// Seconds from 0 to a day.
  func grace() -> Double? {
    guard let seconds = duration(atLeast: 0) else { return nil }
    if seconds > 86400 { fail("must be at most a day, not \(scalar ?? "")") }
    return seconds
  }

  /// Which way is better, with the words of other tools pointed to pawl's.
  func goal() -> Goal? {
    let others: [String: Goal] = [
      "lower": .minimize, "min": .minimize, "down": .minimize, "less": .minimize,
      "higher": .maximize, "max": .maximize, "up": .maximize, "more": .maximize,
    ]
    guard let meant = scalar.flatMap({ others[$0.lowercased()] }) else {
      return choice(Goal.self)
    }
    fail("must be minimize or maximize, not \(kind)", hint: "did you mean '\(meant.rawValue)'?")
    return nil
  }

  /// A word a log or a JSON object can hold as a name.
  func metricName() -> String? {
    guard let name = text(such: "name: val_loss") else { return nil }
    let isWord = name.allSatisfy { !$0.isWhitespace && !"\"'{}[],:=#".contains($0) }
    guard isWord, name.count <= 80 else {
      fail("must be one word, not '\(Field.short(name))'", hint: "such as val_loss")
      return nil
    }
    return name
  }

  /// A name that can stand in a branch.
  func projectName() -> String? {
    guard let name = text(such: "name: \(ProjectName.ofFolder("my-project"))") else { return nil }
    guard ProjectName.isValid(name) else {
      fail(
        "cannot be part of a branch's name: '\(Field.short(name))'",
        hint: "such as '\(ProjectName.slug(name))'")
      return nil
    }
    return name
  }

  /// Patterns by the name of the series they find.
  func series() -> [LogSeries]? {
    texts(such: "log: {loss: \"train loss\"}")?.compactMap { name, field, _ in
      guard let pattern = field.text(such: "loss: \"train loss\"") else { return nil }
      guard LogPattern(name: name, pattern: pattern) != nil else {
        field.fail(
          "must hold the text before the number, not only blanks and stars",
          hint: "such as loss: \"train loss\"")
        return nil
      }
      return LogSeries(name: name, pattern: pattern)
    }
  }
}
