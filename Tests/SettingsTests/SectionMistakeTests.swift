import Settings
import Testing

@Suite struct SectionMistakeTests {
  @Test(arguments: agents)
  func `a mistake in the agents is named`(mistake: Mistake) {
    #expect(SettingsText.mistakes(mistake.text).first == mistake.sentence)
  }

  @Test(arguments: rules)
  func `a mistake in slots, ratchet, limits and the rest is named`(mistake: Mistake) {
    #expect(SettingsText.mistakes(mistake.text).first == mistake.sentence)
  }

  private static let agents: [Mistake] = [
    Mistake(
      .added("agents: sweep"),
      "7: 'agents' must be a list, not 'sweep'; write it as [sweep]"),
    Mistake(
      .added("agents: [sweep]"),
      "7: 'agents[0]' must be a mapping, not 'sweep'; its keys are use, count, name, "
        + "command, options, environment"),
    Mistake(
      .added("agents:\n  - use: cluade"),
      "8: 'agents[0].use' must be one of sweep, replay, command, claude, codex, acp, not "
        + "'cluade'; did you mean 'claude'?"),
    Mistake(
      .added("agents:\n  - use: gemini"),
      "8: 'agents[0].use' must be one of sweep, replay, command, claude, codex, acp, not "
        + "'gemini'; write 'use: acp' and the command that starts it, such as 'command: "
        + "gemini --acp'"),
    Mistake(
      .added("agents:\n  - use: command"),
      "8: 'use: command' needs a 'command' that starts the agent; add command: "
        + "./propose.sh {prompt_file}"),
    Mistake(
      .added("agents:\n  - use: acp"),
      "8: 'use: acp' needs a 'command' that starts the agent; add command: gemini --acp"),
    Mistake(.added("agents:\n  - count: 3"), "8: 'agents[0]' has no 'use'; add use: sweep"),
    Mistake(
      .added("agents: [{use: sweep, count: 0}]"),
      "7: 'agents[0].count' must be at least 1, not 0"),
    Mistake(
      .added("agents: [{use: sweep, count: three}]"),
      "7: 'agents[0].count' must be a whole number, not 'three'"),
    Mistake(
      .added("agents: [{use: sweep, count: 99}]"),
      "7: 'agents[0].count' must be at most 64, not 99"),
    Mistake(
      .added("agents: [{use: sweep, name: a}, {use: sweep, name: a}]"),
      "7: 'agents[1].name' 'a' is given to two agents; choose another"),
    Mistake(
      .added("agents: [{use: sweep, options: [a]}]"),
      "7: 'agents[0].options' must be a mapping, not a list; such as options: {model: "
        + "sonnet}"),
    Mistake(
      .added("agents: [{use: sweep, options: {a: [b]}}]"),
      "7: 'agents[0].options.a' must be text, not a list"),
    Mistake(
      .added("agents: [{use: sweep, environment: {PAWL_SEED: 1}}]"),
      "7: 'agents[0].environment.PAWL_SEED' cannot be set; names that begin with PAWL_ "
        + "are pawl's own"),
    Mistake(
      .added("agents: [{use: sweep, environment: {a-b: 1}}]"),
      "7: 'agents[0].environment.a-b' is not a variable's name; use letters, digits and "
        + "'_'"),
    Mistake(
      .added("agents: [{use: sweep, environment: {A: }}]"),
      "7: 'agents[0].environment.A' is empty"),
  ]

  private static let rules: [Mistake] = [
    Mistake(
      .added("slots: 2"),
      "7: 'slots' must be 'auto' or a list, not '2'; such as [{gpus: [0]}, {gpus: [1]}]"),
    Mistake(
      .added("slots: []"),
      "7: 'slots' is empty, so nothing could run; write auto, or a slot such as {cores: "
        + "1}"),
    Mistake(
      .added("slots: [{}]"),
      "7: 'slots[0]' names no hardware; such as {gpus: [0]} or {cores: 1}"),
    Mistake(
      .added("slots: [{gpus: 0}]"),
      "7: 'slots[0].gpus' must be a list, not '0'; write it as [0]"),
    Mistake(
      .added("slots: [{gpus: [0]}, {gpus: [0]}]"),
      "7: 'slots[1].gpus' names GPU 0 again; a slot's GPUs are its own"),
    Mistake(.added("slots: [{gpus: [-1]}]"), "7: 'slots[0].gpus[0]' must be at least 0, not -1"),
    Mistake(.added("slots: [{cores: 0}]"), "7: 'slots[0].cores' must be at least 1, not 0"),
    Mistake(
      .added("slots: [{cores: [1]}, {cores: [1]}]"),
      "7: 'slots[1].cores' names core 1 again; a slot's cores are its own"),
    Mistake(.added("slots: [{cores: []}]"), "7: 'slots[0].cores' is empty; such as 1 or [0, 1]"),
    Mistake(
      .added("review: sometimes"),
      "7: 'review' must be one of never, flagged, always, not 'sometimes'"),
    Mistake(
      .added("review: flaged"),
      "7: 'review' must be one of never, flagged, always, not 'flaged'; did you mean "
        + "'flagged'?"),
    Mistake(
      .added("ratchet: standart"),
      "7: 'ratchet' must be one of lean, standard, thorough, naive, not 'standart'; did "
        + "you mean 'standard'?"),
    Mistake(.added("ratchet: {odds: 1}"), "7: 'ratchet.odds' must be more than 1, not 1"),
    Mistake(.added("ratchet: {floor: 2}"), "7: 'ratchet.floor' must be between 0 and 1, not 2"),
    Mistake(
      .added("ratchet: {pairs: 1.5}"),
      "7: 'ratchet.pairs' must be a whole number, not '1.5'"),
    Mistake(
      .added("ratchet: {preset: naive, odds: 3}"),
      "7: 'ratchet.preset' 'naive' takes no numbers; it believes single runs, for "
        + "comparison only"),
    Mistake(.added("ratchet: {step: high}"), "7: 'ratchet.step' must be a number, not 'high'"),
    Mistake(
      .added("ratchet: [1]"),
      "7: 'ratchet' must be one of lean, standard, thorough, naive, not a list"),
    Mistake(.added("ratchet: {screen: -1}"), "7: 'ratchet.screen' must be at least 0, not -1"),
    Mistake(
      .added("isolation: docker"),
      "7: 'isolation' must be one of auto, namespaces, process, not 'docker'"),
    Mistake(
      .added("limits: 5"),
      "7: 'limits' must be a mapping, not '5'; its keys are experiments, hours, dollars, "
        + "processes, memory, disk"),
    Mistake(
      .added("limits: {memory: lots}"),
      "7: 'limits.memory' must be a size, not 'lots'; such as 16GB or 500MB"),
    Mistake(
      .added("limits: {disk: 5KB}"),
      "7: 'limits.disk' must be at least 1MB, not 5KB; such as 16GB or 500MB"),
    Mistake(
      .added("limits: {processes: 0}"),
      "7: 'limits.processes' must be at least 1, not 0"),
    Mistake(.added("limits: {hours: 0}"), "7: 'limits.hours' must be more than 0, not 0"),
    Mistake(
      .added("limits: {experiments: 2.5}"),
      "7: 'limits.experiments' must be a whole number, not '2.5'"),
    Mistake(
      .added("limits: {dollars: cheap}"),
      "7: 'limits.dollars' must be a number, not 'cheap'"),
    Mistake(
      .added("results: ../results.tsv"),
      "7: 'results' must be inside the repository, so '..' cannot be part of it"),
    Mistake(
      .added("notify: [a]"),
      "7: 'notify' must be text, not a list; such as notify: ./tell-me.sh"),
    Mistake(
      .added("instructions: /x"),
      "7: 'instructions' must be inside the repository, not '/x'; such as program.md"),
    Mistake(
      .added("name: a b"),
      "7: 'name' cannot be part of a branch's name: 'a b'; such as 'a-b'"),
    Mistake(
      .added("log: [a]"),
      "7: 'log' must be a mapping, not a list; such as log: {loss: \"train loss\"}"),
    Mistake(
      .added("log: {loss: \" * \"}"),
      "7: 'log.loss' must hold the text before the number, not only blanks and stars; such as loss: \"train loss\""
    ),
  ]
}
