internal import Core

extension Transcript {
  /// All that is kept of it as lines of plain text, nothing folded.
  package func text(width: Int) -> String {
    var view = TranscriptView()
    view.unfoldsAll = true
    var page = TranscriptPage()
    page.update(self, view, width: width, utcOffset: 0) { _ in "" }
    return page.entries.map { entry in
      (entry.hasGap ? "\n" : "")
        + entry.rows.map { $0.plainText + "\n" }.joined()
    }.joined()
  }
}

extension TranscriptRow {
  /// As it would be printed.
  fileprivate var plainText: String {
    let lead = (mark?.glyph(unicode: true) ?? " ") + " " + (hasRail ? "│ " : "")
    switch body {
    case .spans: return lead + String(repeating: " ", count: hasRail ? 0 : indent) + text
    case .item(let sign, _):
      return lead + String(repeating: " ", count: max(0, indent - 2)) + sign + " " + text
    case .diff(let line, _, _):
      let sign =
        switch line.line.kind {
        case .added: "+"
        case .removed: "-"
        case .context, .note: " "
        }
      return lead + sign + " " + TextCleaner.clean(text)
    }
  }
}

extension Snapshot {
  /// Lays the transcript out where it is shown, and finds where in it the screen is.
  ///
  /// - Parameters:
  ///   - view: how the person reads it; one that nobody reads is shown at its end.
  package mutating func layTranscript(_ view: inout TranscriptView, isRead: Bool, area: Rect?) {
    guard let transcript, let area else {
      transcriptPage = nil
      return
    }
    var reading = isRead ? view : view.glance
    var page = transcriptPage ?? TranscriptPage()
    transcriptPage = nil
    let times = self
    page.update(transcript, reading, width: area.width, utcOffset: utcOffset) {
      times.timeOfDay($0)
    }
    reading.settle(on: page, height: area.height)
    transcriptPage = page
    transcriptView = reading
    if isRead { view = reading }
  }

  /// What a lane does just now, where its transcript is on the screen or its tail was read.
  func activity(of lane: Lane) -> String? {
    guard let turn = lane.turn else { return nil }
    if transcriptOf == .transcript(lane.id, turn: turn), let activity = transcript?.activity {
      return activity
    }
    return activities[lane.id]
  }
}
