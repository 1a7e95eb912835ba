import Core
import Foundation

/// A moment where this person lives.
///
/// Asked of the C library: Foundation's calendars bring megabytes of tables with them, which a
/// dashboard that is open for days need not hold.
struct LocalTime {
  /// Seconds east of Greenwich.
  let offset: Int
  let hour: Int
  let minute: Int
  let second: Int

  init(_ time: Timestamp) {
    var seconds = time.isFinite ? time_t(max(-1e15, min(1e15, time.rounded(.down)))) : 0
    var parts = tm()
    localtime_r(&seconds, &parts)
    offset = Int(parts.tm_gmtoff)
    (hour, minute, second) = (Int(parts.tm_hour), Int(parts.tm_min), Int(parts.tm_sec))
  }
}
