import Material

/// A log of one kind, some 20 MB of it, the same every time.
struct MadeLog: Sendable {
  var name: String
  private let line: @Sendable (Int) -> String
  private let isNoise: Bool

  private init(_ name: String, isNoise: Bool = false, _ line: @escaping @Sendable (Int) -> String) {
    self.name = name
    self.line = line
    self.isNoise = isNoise
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(21_000_000)
    if isNoise {
      // What `cat` of a checkpoint would be, behind a line of text so that the file is not refused.
      for k in 0..<8 { bytes += Array("step \(k) loss 1.5\n".utf8) }
      var k = 0
      while bytes.count < 20_000_000 {
        withUnsafeBytes(of: Self.random.bits([k])) { bytes += $0 }
        k += 1
      }
      return bytes
    }
    var k = 0
    while bytes.count < 20_000_000 {
      bytes += line(k).utf8
      k += 1
    }
    return bytes
  }

  private static let random = MadeRandom(seed: 7)

  /// A loss of so many decimals.
  private static func loss(_ step: Int, _ decimals: Int = 4) -> String {
    let scale = [1.0, 10, 100, 1000, 10_000, 100_000, 1_000_000][decimals]
    let value = 1.5 + 3 / (1 + Double(step) / 5000) + 0.05 * random.unit(step)
    let digits = "\(Int(value * scale))"
    return "\(digits.dropLast(decimals)).\(digits.suffix(decimals))"
  }

  static let all = [
    MadeLog("tqdm bars with carriage returns") { step in
      let done = step % 100
      return
        "\r\(done)%|\(String(repeating: "█", count: done / 10))\(String(repeating: " ", count: 10 - done / 10))| "
        + "\(done)/100 [00:\(10 + done % 50)<00:\(10 + done % 40), 2.01it/s, loss=\(loss(step))]"
    },
    MadeLog("nanoGPT") { "iter \($0): loss \(loss($0)), time 141.27ms, mfu 17.31%\n" },
    MadeLog("autoresearch") { step in
      "\rstep \(step) (\(step % 100).5%) | loss: \(loss(step, 6)) | lrm: 1.00 | dt: 312ms | "
        + "tok/sec: 1,681,204 | mfu: 40.1% | epoch: 1 | remaining: 271s    "
    },
    MadeLog("JSON lines") { step in
      "{\"step\": \(step), \"train/loss\": \(loss(step, 6)), \"lr\": 0.0003, \"tokens\": \(step * 512), "
        + "\"time\": {\"data\": 0.012, \"step\": 0.311}}\n"
    },
    MadeLog("Python dicts") { step in
      "{'loss': \(loss(step)), 'grad_norm': 1.1251, 'learning_rate': 4.5e-05, 'epoch': \(loss(step, 2))}\n"
    },
    MadeLog("logger prefixes and colours") { step in
      "\u{1B}[32m[2024-05-01 12:00:\(10 + step % 50),123] [INFO] [train.py:87]\u{1B}[0m step: \(step)  "
        + "loss: \(loss(step))  grad_norm: 1.2512  tps: 5,123\n"
    },
    MadeLog("CSV") { step in
      step == 0
        ? "epoch,step,train_loss,val_loss,lr\n"
        : "\(step / 1000),\(step),\(loss(step, 6)),\(loss(step + 7, 6)),0.0003\n"
    },
    MadeLog("columns set apart by blanks") { step in
      step == 0
        ? "loading\n  step      loss   val_loss      time\n"
        : "\(step)    \(loss(step))    \(loss(step + 7))    00:\(10 + step % 50)\n"
    },
    MadeLog("boxes") { step in
      "| time/              |          |\n|    total_timesteps | \(step * 2048)     |\n| train/             |"
        + "          |\n|    loss            | \(loss(step))   |\n-----------------------------------\n"
    },
    MadeLog("lines of words without numbers") { step in
      "WARNING the tokenizer of this model warns about something that nobody reads, again and again\n"
    },
    MadeLog("lines of 100 KB") { step in
      "step \(step) loss \(loss(step)) weights [" + String(repeating: "0.1234, ", count: 12_500)
        + "]\n"
    },
    MadeLog("one line without an end") { _ in "nothing of interest, " },
    MadeLog("binary noise", isNoise: true) { _ in "" },
  ]
}
