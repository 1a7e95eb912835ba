import Core
import Foundation

/// The time a driver goes by.
struct DriverClock {
  /// Seconds since 1970, for what is written down.
  var wall: () -> Timestamp = { Date().timeIntervalSince1970 }
  /// Seconds that only count on, for waiting.
  var now: () -> Double = {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
