import Settings

/// Texts of settings files, and how a test reads them.
enum SettingsText {
  static let smallest = """
    metric:
      name: val_loss
    run:
      command: python3 train.py
    files:
      editable: [train.py]

    """

  static let full = """
    # everything at once
    name: tiny-lm
    metric:
      name: val_bpb
      goal: maximize
      evaluate: python3 evaluate.py
      predict: python3 train.py predict
    run:
      command: python3 train.py --lr 1e-3
      budget: {cpu: 6s, wall: 2m}
      grace: 500ms
      prepare: uv sync
    files:
      editable: [train.py, "src/**"]
      frozen: [prepare.py, evaluate.py, src/fixed.py]
      data: [~/.cache/autoresearch, data]
      hidden: [data/val.bin]
    instructions: docs/program.md
    agents:
      - use: sweep
      - use: claude
        count: 3
        name: careful
        options: {model: sonnet, effort: "1"}
        environment: {TZ: UTC}
      - use: command
        command: "./propose.sh {prompt_file}"
    slots: [{gpus: [0, 1]}, {cores: 2}, {gpus: [2], cores: [4, 5]}]
    review: always
    ratchet: {preset: thorough, baseline: 4, pairs: 10, second: none, odds: 40, in_flight: 2}
    isolation: process
    limits: {experiments: 200, hours: 7.5, dollars: none}
    notify: ./tell-me.sh
    log: {loss: "train loss"}

    """

  /// The sentences of all mistakes, the first one first; none for a valid file.
  static func mistakes(_ text: String) -> [String] {
    do throws(SettingsError) {
      _ = try SettingsReader.read(text: text, name: "here")
      return []
    } catch {
      return error.errors.map(\.description)
    }
  }
}
