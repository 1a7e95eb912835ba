import Testing

/// Tests that open the screen: there is one in a process, so they run one after another.
@Suite(.serialized) @MainActor
struct OpenScreenTests {}
