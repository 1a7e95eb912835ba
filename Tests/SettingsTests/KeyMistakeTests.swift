import Settings
import Testing

@Suite struct KeyMistakeTests {
  @Test(arguments: keysThatAreNotValid)
  func `a key that is not valid is named, with the nearest one`(mistake: Mistake) {
    #expect(SettingsText.mistakes(mistake.text).first == mistake.sentence)
  }

  @Test(arguments: wholeFiles)
  func `a file that is something else, or lacks what is required, is refused`(mistake: Mistake) {
    #expect(SettingsText.mistakes(mistake.text).first == mistake.sentence)
  }

  private static let keysThatAreNotValid: [Mistake] = [
    Mistake(
      .instead("command:", "comand:"),
      "4: unknown key 'comand' in 'run'; did you mean 'command'?"),
    Mistake(.instead("metric:", "metrics:"), "1: unknown key 'metrics'; did you mean 'metric'?"),
    Mistake(
      .below(.name, "  gaol: minimize"),
      "3: unknown key 'gaol' in 'metric'; did you mean 'goal'?"),
    Mistake(.added("budget: 6m"), "7: unknown key 'budget'; it belongs in 'run'"),
    Mistake(
      .added("zzzzzz: 1"),
      "7: unknown key 'zzzzzz'; valid keys are name, metric, run, files, instructions, "
        + "agents, slots, review, ratchet, isolation, limits, notify, results, log"),
    Mistake(.added("evaluate: x"), "7: unknown key 'evaluate'; it belongs in 'metric'"),
    Mistake(
      .below(.command, "  agents: []"),
      "5: unknown key 'agents' in 'run'; it belongs at the top level"),
    Mistake(
      .added("agents: [{use: claude, model: sonnet}]"),
      "7: unknown key 'model' in 'agents[0]'; what the agent's own program understands "
        + "goes into 'options'"),
    Mistake(
      .below(.name, "  1: x"),
      "3: unknown key '1' in 'metric'; valid keys are name, goal, evaluate, predict"),
    Mistake(
      .below(.name, "  [a]: x"),
      "3: a key of 'metric' must be text; valid keys are name, goal, evaluate, predict"),
    Mistake(
      .below(.command, "  budget: {cpu: 6s, wal: 3}"),
      "5: unknown key 'wal' in 'run.budget'; did you mean 'wall'?"),
    Mistake(
      .added("slots: [{gpu: [0]}]"),
      "7: unknown key 'gpu' in 'slots[0]'; did you mean 'gpus'?"),
    Mistake(
      .added("ratchet: {pair: 1}"),
      "7: unknown key 'pair' in 'ratchet'; did you mean 'pairs'?"),
    Mistake(
      .added("limits: {hour: 3}"),
      "7: unknown key 'hour' in 'limits'; did you mean 'hours'?"),
    Mistake(
      .below(.command, "  budget: {cpu 6s}"),
      "5: unknown key 'cpu 6s' in 'run.budget'; write 'cpu: 6s'"),
    Mistake(
      .below(.name, "  ? x"),
      "3: unknown key 'x' in 'metric'; valid keys are name, goal, evaluate, predict"),
  ]

  private static let wholeFiles: [Mistake] = [
    Mistake(
      .whole("metric: {name: x}\nrun: {command: y}\n"),
      "'files' is missing; add files: {editable: [train.py]}"),
    Mistake(.whole("run: {command: y}\n"), "'metric' is missing; add metric: {name: val_loss}"),
    Mistake(.whole("name: x\n"), "'metric' is missing; add metric: {name: val_loss}"),
    Mistake(
      .whole("metric: {name: a, name: b}\n"),
      "1: the key 'name' is given twice; keep one of them"),
    Mistake(.whole(""), "the file is empty; write one with 'pawl init'"),
    Mistake(.whole("# only a comment\n"), "the file is empty; write one with 'pawl init'"),
    Mistake(.whole("---\n"), "the file is empty; write one with 'pawl init'"),
    Mistake(
      .whole("- a\n- b\n"),
      "1: the file must be a mapping of keys to values; begin with 'metric:'"),
    Mistake(
      .whole("hello\n"),
      "1: the file must be a mapping of keys to values; begin with 'metric:'"),
    Mistake(.whole("5"), "1: the file must be a mapping of keys to values; begin with 'metric:'"),
    Mistake(.whole("[]"), "1: the file must be a mapping of keys to values; begin with 'metric:'"),
    Mistake(.whole("{}"), "'metric' is missing; add metric: {name: val_loss}"),
    Mistake(
      .whole(String(repeating: "[", count: 3000)),
      "1: lists and mappings are nested too deeply"),
    Mistake(
      .whole(String(repeating: "{a: ", count: 3000)),
      "1: lists and mappings are nested too deeply"),
    Mistake(
      .whole("%YAML 9.9\n---\na: b\n"),
      "1: this is not valid YAML: found incompatible YAML document"),
  ]
}
