package import Core

/// How a line is interrupted, so that it can be told apart without colour.
package enum LineStroke: String, Sendable, CaseIterable {
  case solid, dotted, dashed

  func pen(_ glyphs: Glyphs) -> DotPen {
    switch self {
    case .solid: DotPen()
    case .dotted: .dotted(glyphs)
    case .dashed: .dashed(glyphs)
    }
  }
}

/// One more curve in the same chart, told apart by its colour, its stroke and its name.
package struct CurveLine: Equatable, Sendable {
  package var series: Series
  package var name: String
  package var role: Role
  /// Experiments of the past are dashed.
  package var stroke: LineStroke
  /// How many tokens its run had seen at a step, for the unit of tokens.
  package var tokens: Series?
  /// A trace made before; see ``CurveInput/subjectTrace``.
  package var trace: CurveTrace?

  package init(
    series: Series, name: String, role: Role, stroke: LineStroke = .solid, tokens: Series? = nil,
    trace: CurveTrace? = nil
  ) {
    self.series = series
    self.name = name
    self.role = role
    self.stroke = stroke
    self.tokens = tokens
    self.trace = trace
  }
}

/// What lines look like in a legend.
package struct LineSamples: Sendable {
  package let solid: String
  package let dotted: String
  package let dashed: String

  package init(_ glyphs: Glyphs) {
    switch glyphs {
    case .braille: (solid, dotted, dashed) = ("⣀⣀", "⠂⠐", "⣀⡀")
    case .block: (solid, dotted, dashed) = ("▄▄", "▘▝", "▄▖")
    case .ascii: (solid, dotted, dashed) = ("---", "- -", "-- ")
    }
  }

  /// The sample of one of the other lines: where there are only characters, its own one.
  func sample(_ line: CurveLine, at index: Int, _ glyphs: Glyphs) -> String {
    if glyphs == .ascii {
      let character = LineSamples.character(at: index)
      return line.stroke == .dashed
        ? character + " " + character : character + character + character
    }
    switch line.stroke {
    case .solid: return solid
    case .dotted: return dotted
    case .dashed: return dashed
    }
  }

  /// What stands for the dots of one of the other lines where there are only characters.
  static func character(at index: Int) -> String {
    let characters = ["+", "*", "/", "\\", "=", "o", "%", "@"]
    return characters[max(0, index) % characters.count]
  }
}

/// Colours for the experiments in a chart.
package enum ChartColors {
  private static let roles: [Role] = [
    .chart2, .chart3, .chart4, .chart5, .chart6, .chart7, .chart8,
  ]

  /// A colour for each of some experiments, by a hash of its number, so that it keeps its colour
  /// when others come and go; where two would share one, the later one in the list moves on.
  package static func roles(for experiments: [Int]) -> [Int: Role] {
    var result: [Int: Role] = [:]
    var uses = Array(repeating: 0, count: roles.count)
    for n in experiments where result[n] == nil {
      let start = Int(truncatingIfNeeded: hash(n) % UInt64(roles.count))
      let order = (0..<roles.count).map { (start + $0) % roles.count }
      let least = uses.min() ?? 0
      let place = order.first { uses[$0] == least } ?? start
      uses[place] += 1
      result[n] = roles[place]
    }
    return result
  }

  private static func hash(_ n: Int) -> UInt64 {
    let product = (UInt64(bitPattern: Int64(n)) &+ 0x9E37_79B9_7F4A_7C15)
      .multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}
