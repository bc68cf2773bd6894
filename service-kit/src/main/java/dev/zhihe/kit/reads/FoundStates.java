package dev.zhihe.kit.reads;

import dev.zhihe.kit.sealed.SealedState;
import java.util.List;

/** States, and the position that they were read at. */
record FoundStates(ReadPosition position, List<SealedState> states) {}
