package dev.leadrelay.validation;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.Tier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one ideal customer profile and says everything that is wrong with it. Not thread-safe, used once. */
final class ProfileReader {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Profile.Thresholds THRESHOLDS = new Profile.Thresholds(75, 55, 35);
    private static final Profile.Confidence CONFIDENCE = new Profile.Confidence(0.6, 3, 3);

    private final List<ProfileException> problems = new ArrayList<>();

    private ProfileReader() {}

    /** @throws ProfileException for the first thing that is wrong */
    static Profile read(String yaml) {
        ProfileReader reader = new ProfileReader();
        Profile profile = reader.profile(yaml);
        if (profile == null || !reader.problems.isEmpty()) {
            throw reader.problems.getFirst();
        }
        return profile;
    }

    static ProfileCheck check(String yaml) {
        ProfileReader reader = new ProfileReader();
        Profile profile = reader.profile(yaml);
        return profile != null && reader.problems.isEmpty()
                ? new ProfileCheck.Sound(profile)
                : new ProfileCheck.Unsound(reader.problems.stream()
                        .map(ProfileException::problem)
                        .distinct()
                        .toList());
    }

    /** Null when the text cannot be read at all; else complete, but of use only when there are no problems. */
    private @Nullable Profile profile(String yaml) {
        problems.addAll(YamlTree.traps("profile", yaml));
        YamlTree root = problems.isEmpty() ? attempt(() -> YamlTree.parse("profile", yaml)) : null;
        if (root == null) {
            return null;
        }
        keys(
                root,
                "name",
                "version",
                "description",
                "criteria",
                "disqualifiers",
                "thresholds",
                "deliverFrom",
                "confidence");
        return new Profile(
                attempt(() -> id(root.at("name")), ""),
                text(root, "version"),
                Identifiers.contentHash(yaml),
                text(root, "description"),
                criteria(root),
                disqualifiers(root),
                thresholds(root.maybe("thresholds")),
                attempt(() -> tier(root.maybe("deliverFrom")), Tier.C),
                confidence(root.maybe("confidence")));
    }

    private List<Profile.Criterion> criteria(YamlTree root) {
        YamlTree list = attempt(() -> root.at("criteria"));
        List<Profile.Criterion> criteria = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int before = problems.size();
        List<YamlTree> items = items(list);
        for (YamlTree item : items) {
            if (keys(item, "id", "question", "weight", "signals", "levels")) {
                criteria.add(new Profile.Criterion(
                        uniqueId(item, ids),
                        text(item, "question"),
                        number(item, "weight", 1, 100),
                        attempt(() -> item.texts("signals"), List.of()),
                        levels(item)));
            }
        }
        if (list != null && items.isEmpty() && problems.size() == before) {
            problems.add(list.wrong("has no criterion; add at least one"));
        }
        int weights = criteria.stream().mapToInt(Profile.Criterion::weight).sum();
        boolean weightsRead = problems.stream().skip(before).noneMatch(ProfileReader::concernsWeights);
        if (list != null && weightsRead && weights != 100) {
            problems.add(list.wrong("the weights sum to " + weights + "; make them sum to 100"));
        }
        return criteria;
    }

    /** Whether a weight could not be read, so that nothing can be said about their sum. */
    private static boolean concernsWeights(ProfileException problem) {
        String path = problem.problem().path();
        return path.endsWith("/weight") || path.matches("/criteria(/[0-9]+)?");
    }

    private List<Profile.Level> levels(YamlTree criterion) {
        YamlTree list = attempt(() -> criterion.at("levels"));
        List<Profile.Level> levels = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int before = problems.size();
        for (YamlTree item : items(list)) {
            if (keys(item, "id", "share", "description", "signals")) {
                levels.add(new Profile.Level(
                        uniqueId(item, ids),
                        number(item, "share", 0, 100),
                        text(item, "description"),
                        attempt(() -> item.texts("signals"), List.of())));
            }
        }
        if (list != null && problems.size() == before) {
            requireEnds(list, levels);
        }
        return levels;
    }

    private void requireEnds(YamlTree list, List<Profile.Level> levels) {
        if (levels.stream().noneMatch(level -> level.share() == 0)) {
            problems.add(list.wrong("no level has share 0; add one for leads that do not meet the criterion"));
        }
        if (levels.stream().noneMatch(level -> level.share() == 100)) {
            problems.add(list.wrong("no level has share 100; give the best level share 100"));
        }
    }

    private List<Profile.Disqualifier> disqualifiers(YamlTree root) {
        List<Profile.Disqualifier> disqualifiers = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlTree item : items(root.maybe("disqualifiers"))) {
            if (keys(item, "id", "description")) {
                disqualifiers.add(new Profile.Disqualifier(uniqueId(item, ids), text(item, "description")));
            }
        }
        return disqualifiers;
    }

    private Profile.Thresholds thresholds(@Nullable YamlTree node) {
        if (node == null || !keys(node, "A", "B", "C")) {
            return THRESHOLDS;
        }
        int before = problems.size();
        Profile.Thresholds read =
                new Profile.Thresholds(number(node, "A", 1, 100), number(node, "B", 1, 100), number(node, "C", 1, 100));
        if (problems.size() == before && (read.a() <= read.b() || read.b() <= read.c())) {
            problems.add(node.wrong("must fall from A to C (A " + read.a() + ", B " + read.b() + ", C " + read.c()
                    + "); reorder them"));
        }
        return read;
    }

    private static Tier tier(@Nullable YamlTree node) {
        if (node == null) {
            return Tier.C;
        }
        return switch (node.exactText()) {
            case "A" -> Tier.A;
            case "B" -> Tier.B;
            case "C" -> Tier.C;
            case "D" -> Tier.D;
            default -> throw node.wrong("must be A, B, C or D");
        };
    }

    private Profile.Confidence confidence(@Nullable YamlTree node) {
        if (node == null || !keys(node, "bar", "votes", "nearThreshold")) {
            return CONFIDENCE;
        }
        YamlTree bar = node.maybe("bar");
        YamlTree near = node.maybe("nearThreshold");
        return new Profile.Confidence(
                bar == null ? CONFIDENCE.bar() : attempt(bar::fraction, CONFIDENCE.bar()),
                attempt(() -> votes(node.maybe("votes")), CONFIDENCE.votes()),
                near == null ? CONFIDENCE.nearThreshold() : number(node, "nearThreshold", 0, 50));
    }

    private static int votes(@Nullable YamlTree node) {
        int count = node == null ? CONFIDENCE.votes() : node.integer(1, 9);
        if (node != null && count % 2 == 0) {
            throw node.wrong("must be odd, so that a majority exists");
        }
        return count;
    }

    private String uniqueId(YamlTree item, Set<String> seen) {
        return attempt(
                () -> {
                    YamlTree node = item.at("id");
                    String id = id(node);
                    if (!seen.add(id)) {
                        throw node.wrong("this id stands twice; make ids unique");
                    }
                    return id;
                },
                "");
    }

    private static String id(YamlTree node) {
        String id = node.exactText();
        if (!ID.matcher(id).matches()) {
            throw node.wrong("must be letters, digits, '-', '_' or '.', at most 64, the first a letter or digit");
        }
        return id;
    }

    private String text(YamlTree parent, String key) {
        return attempt(() -> parent.at(key).text(), "");
    }

    private int number(YamlTree parent, String key, int from, int to) {
        return attempt(() -> parent.at(key).integer(from, to), from);
    }

    private List<YamlTree> items(@Nullable YamlTree list) {
        return list == null ? List.of() : attempt(list::items, List.of());
    }

    /** Notes keys that do not belong here; true when it is a mapping, so that it can be read on. */
    private boolean keys(YamlTree node, String... keys) {
        problems.addAll(node.unknown(keys));
        return node.isMapping();
    }

    private <T> T attempt(Supplier<T> reading, T otherwise) {
        T read = attempt(reading);
        return read == null ? otherwise : read;
    }

    private <T> @Nullable T attempt(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ProfileException e) {
            problems.add(e);
            return null;
        }
    }
}
