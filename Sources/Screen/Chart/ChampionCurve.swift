/// What the champion did, over all the seeds it ran with.
struct ChampionCurve: Equatable {
  /// Its value, or the mean over its seeds.
  var mean = CurvePath()
  /// From its lowest to its highest seed; empty with one.
  var band = CurveBand()

  init() {}

  /// - Parameter columns: Dots there are across the plot.
  init(_ slices: [TraceSlice], x: ChartScale, columns: Int) {
    guard slices.count > 1 else {
      mean = slices.first?.means ?? CurvePath()
      return
    }
    // Seeds may log at different steps: they are compared at the same places, finer than dots.
    let paths = slices.map { $0.means.rising }
    let count = max(2, columns * 2)
    var cursors = Array(repeating: 0, count: paths.count)
    for index in 0..<count {
      let place = x.value(at: Double(index) / Double(count - 1))
      var (sum, low, high, seeds) = (0.0, Double.infinity, -Double.infinity, 0)
      for (number, path) in paths.enumerated() {
        while cursors[number] + 1 < path.x.count, path.x[cursors[number] + 1] <= place {
          cursors[number] += 1
        }
        guard let value = path.value(at: place, after: cursors[number]), value.isFinite else {
          continue
        }
        sum += value
        low = min(low, value)
        high = max(high, value)
        seeds += 1
      }
      guard seeds > 0, sum.isFinite else {
        mean.breakOff(at: place)
        continue
      }
      mean.append(place, sum / Double(seeds))
      band.append(place, low, high)
    }
  }

  /// The band around the mean, for differences to it.
  var aroundMean: CurveBand {
    let center = mean.rising
    var result = CurveBand()
    for index in band.x.indices {
      guard let value = center.value(at: band.x[index]), value.isFinite else { continue }
      result.append(band.x[index], band.low[index] - value, band.high[index] - value)
    }
    return result
  }
}
