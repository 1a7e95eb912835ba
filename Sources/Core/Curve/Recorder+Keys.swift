extension Recorder {
  /// The entry for a key that comes twice in one line: named after the split that was named last.
  mutating func twin(of index: Int, _ record: LogRecord) -> Int? {
    if table[index].twin >= 0 {
      let twin = table[index].twin
      return table[twin].line == line ? nil : twin
    }
    var split: String?
    for item in record.items {
      if table[item.entry].isValidation { split = "val" }
      if table[item.entry].isTraining { split = "train" }
      if item.entry == index, split == "val" { break }
    }
    guard let split else { return nil }
    let name = "\(split) \(table[index].name)"
    guard let twin = table.add(ASCIIWord.hash(name) ^ 2, name: name) else { return nil }
    table[index].twin = twin
    return twin
  }

  /// The entry for the same key on a coarser or finer axis.
  mutating func sibling(of index: Int, _ axis: Axis) -> Int? {
    if table[index].sibling >= 0 { return table[index].sibling }
    let name = "\(table[index].name) per \(axis.rawValue)"
    guard let sibling = table.add(ASCIIWord.hash(name) ^ 1, name: name) else { return nil }
    table[index].sibling = sibling
    return sibling
  }

  /// Starts a curve anew on another axis: what came before was not one.
  mutating func restart(_ index: Int) {
    table[index].count = 0
    table[index].nonfinite = 0
    table[index].first = nil
    table[index].last = nil
    table[index].pending = []
    table[index].hasLooseAxis = false
  }

  /// Keeps a number that a line calls final or best, under the name of what was measured.
  mutating func keepFinal(_ index: Int, _ y: Double) {
    var name = Substring(table[index].name)
    if let blank = name.firstIndex(of: " "), blank < name.index(before: name.endIndex) {
      let word = name[..<blank].lowercased()
      if word.hasPrefix("final") || word.hasPrefix("best") {
        name = name[name.index(after: blank)...]
      }
    }
    guard finals.count < 256 || finals[String(name)] != nil else { return }
    finals[String(name)] = y
    finalLine = line
  }

  /// Reads what the record says about how far the run is.
  mutating func note(_ record: LogRecord, best: Int, epoch: Int) {
    var total = 0.0
    for item in record.items {
      if table[item.entry].isTotal { total = item.number.value }
      if table[item.entry].isProgress { setProgress(item.number.value / 100) }
    }
    // Beside `a/b` it says no more, and elsewhere in the line it is the share of something else.
    if let percent = record.percent, best >= 0, record.counter == nil || record.isTable,
      record.isTable || percent.before == 0 || percent.before == best + 1
    {
      setProgress(percent.value / 100)
    }
    if epoch >= 0, record.items[epoch].number.total > 0 {
      let number = record.items[epoch].number
      var done = number.value
      if let counter = record.counter, counter.of > 0 {
        done += min(counter.at / counter.of, 1) - 1
      } else if best >= 0, best != epoch, record.items[best].number.total > 0 {
        done += min(record.items[best].number.value / record.items[best].number.total, 1) - 1
      }
      setProgress(done / number.total)
    } else if best >= 0, epoch < 0 || total > 0 {
      let item = record.items[best]
      let end = item.number.total > 0 ? item.number.total : total
      if item.number.value == 0 { table[item.entry].isFromZero = true }
      if end > 0 {
        setProgress(item.number.value / end)
        // One that counts from 0 to below its end has made the last step there.
        if table[item.entry].isFromZero, item.number.value + 1 >= end { reachedTotal = true }
      }
    } else if best >= 0, record.items[best].number.total > 0 {
      // Epochs without an end: all that shows is whether the last one was finished.
      let number = record.items[best].number
      reachedTotal = number.value >= 0.9 * number.total ? nil : false
    }
  }

  /// Takes a bar that stands alone in its line, without a name: the first such bar is the run's, unless
  /// epochs are counted one by one, each with a bar.
  mutating func noteBar(at: Double, of total: Double) {
    guard lastEpoch == nil || hasPartialEpochs, at <= total else { return }
    if barTotal == 0 { barTotal = total }
    if barTotal == total { setProgress(at / total) }
  }

  private mutating func setProgress(_ fraction: Double) {
    guard fraction.isFinite, fraction >= 0 else { return }
    progress = min(fraction, 1)
    reachedTotal = fraction >= 0.9995
  }
}
