package dev.leadrelay.validation;

import dev.leadrelay.schemas.records.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The ideal customer: by which criteria a lead is judged and what they count. Immutable.
 *
 * @param name how lists refer to it
 * @param version of its text, for people
 * @param hash SHA-256 of its text, hex
 * @param description the ideal customer in a few sentences
 * @param criteria at least one; their weights sum to 100
 * @param disqualifiers what rules a lead out whatever its points
 * @param thresholds points from which the tiers begin
 * @param deliverFrom the lowest tier that is still delivered
 * @param confidence how sure a score must be
 */
public record Profile(
        String name,
        String version,
        String hash,
        String description,
        List<Criterion> criteria,
        List<Disqualifier> disqualifiers,
        Thresholds thresholds,
        Tier deliverFrom,
        Confidence confidence) {

    public Profile {
        criteria = List.copyOf(criteria);
        disqualifiers = List.copyOf(disqualifiers);
    }

    /**
     * One question; {@code weight} is the points of its best level.
     *
     * @param signals beginnings of words, one of which stands in whatever evidence earns points, where the level names none of its
     *     own; empty when any evidence may
     */
    public record Criterion(String id, String question, int weight, List<String> signals, List<Level> levels) {
        public Criterion {
            signals = List.copyOf(signals);
            levels = List.copyOf(levels);
        }

        /** The level of that id; null when there is none. */
        public @Nullable Level level(String levelId) {
            for (Level level : levels) {
                if (level.id().equals(levelId)) {
                    return level;
                }
            }
            return null;
        }

        /** Points of a level: its share of the weight, rounded half up. */
        public int points(Level level) {
            return Math.round(weight * level.share() / 100f);
        }
    }

    /** One possible answer; {@code share} is the percentage of the weight it gives, 0 to 100. */
    public record Level(String id, int share, String description, List<String> signals) {
        public Level {
            signals = List.copyOf(signals);
        }
    }

    /** A fact that rules a lead out. */
    public record Disqualifier(String id, String description) {}

    /** Points from which tiers A, B and C begin, falling; below C is D. */
    public record Thresholds(int a, int b, int c) {}

    /**
     * How sure a score must be.
     *
     * @param bar agreement under which a person must look, 0 to 1
     * @param votes how often to ask where it matters, odd
     * @param nearThreshold distance from a threshold, in points, within which more votes are asked
     */
    public record Confidence(double bar, int votes, int nearThreshold) {}

    /**
     * Reads a profile strictly.
     *
     * @throws ProfileException one line that names the key and what to do
     */
    public static Profile parse(String yaml) {
        return ProfileReader.read(yaml);
    }

    /** Reads a profile as strictly, and names everything that is wrong with it. */
    public static ProfileCheck check(String yaml) {
        return ProfileReader.check(yaml);
    }

    /**
     * A profile's text as JSON, as the reader sees it: what {@code profile.schema.json} applies to.
     *
     * @throws ProfileException when it cannot be read at all
     */
    public static String json(String yaml) {
        return YamlTree.parse("profile", yaml).json();
    }

    /** The JSON Schema (2020-12) of profiles, for editors and other programs. */
    public static String schema() {
        try (InputStream in =
                Objects.requireNonNull(Profile.class.getResourceAsStream("profile.schema.json"), "packaged with us")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The criterion of that id; null when there is none. */
    public @Nullable Criterion criterion(String id) {
        for (Criterion criterion : criteria) {
            if (criterion.id().equals(id)) {
                return criterion;
            }
        }
        return null;
    }

    /** Points of a level of a criterion; empty when the profile does not have it. */
    public OptionalInt points(String criterionId, String levelId) {
        Criterion criterion = criterion(criterionId);
        Level level = criterion == null ? null : criterion.level(levelId);
        return criterion == null || level == null ? OptionalInt.empty() : OptionalInt.of(criterion.points(level));
    }

    public boolean hasDisqualifier(String id) {
        return disqualifiers.stream().anyMatch(d -> d.id().equals(id));
    }

    /** The total of a lead that meets every criterion worst. */
    public int worstTotal() {
        return criteria.stream()
                .mapToInt(c -> c.levels().stream().mapToInt(c::points).min().orElse(0))
                .sum();
    }

    /** The total of a lead that meets every criterion best. */
    public int bestTotal() {
        return criteria.stream()
                .mapToInt(c -> c.levels().stream().mapToInt(c::points).max().orElse(0))
                .sum();
    }

    /** The tier of a total. */
    public Tier tierOf(int total) {
        if (total >= thresholds.a()) {
            return Tier.A;
        }
        if (total >= thresholds.b()) {
            return Tier.B;
        }
        return total >= thresholds.c() ? Tier.C : Tier.D;
    }

    /** True when leads of this tier are worth a message. */
    public boolean delivers(Tier tier) {
        return tier != Tier.UNKNOWN && tier.compareTo(deliverFrom) <= 0;
    }

    /** True when a total is so close to a threshold that one changed answer could move the tier. */
    public boolean nearThreshold(int total) {
        int reach = confidence.nearThreshold();
        return Math.abs(total - thresholds.a()) <= reach
                || Math.abs(total - thresholds.b()) <= reach
                || Math.abs(total - thresholds.c()) <= reach;
    }
}
