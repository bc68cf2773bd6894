package dev.zhihe.indicators.submission;

import dev.zhihe.indicators.observation.ObservationView;
import java.util.List;

/**
 * Figures that were just approved: they are published with all that is computed from them, or will
 * be when their embargo is over. Whoever observes it refuses the whole by throwing.
 */
public record Approval(List<ObservationView> figures) {}
