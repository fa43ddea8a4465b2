package dev.leadrelay.cli.bench;

import java.util.List;

/** Medians of a few measured figures. */
final class Medians {
    private Medians() {}

    /** The middle figure, or the mean of the two in the middle. */
    static double of(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
