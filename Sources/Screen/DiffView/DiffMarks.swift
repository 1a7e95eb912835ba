/// What is marked in a diff while it is drawn, and how far its text is moved.
struct DiffMarks {
  /// Columns the text is moved to the left; not for wrapped lines.
  var shift = 0
  var search: DiffSearch?
  /// The entry of the hit that is looked at.
  var hit: Int?
  /// The hunk that is looked at, as the entry it begins at; nil draws all alike.
  var hunk: Int?
}
