package dev.leadrelay.cli.bench;

import java.nio.file.Path;

/**
 * What a person can choose about a benchmark.
 *
 * @param data empty folder for everything it keeps
 * @param seed seed of the generated leads
 * @param profile ideal customer profile
 * @param seller seller profile
 * @param runs measured runs; medians are reported
 * @param leads leads of a run
 */
public record BenchOptions(Path data, long seed, Path profile, Path seller, int runs, int leads) {}
