package dev.leadrelay.validation;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.Tier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads ideal customer profiles and says what is wrong with them. */
final class ProfileReader {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    private ProfileReader() {}

    static Profile read(String yaml) {
        YamlTree root = YamlTree.parse("profile", yaml)
                .allow(
                        "name",
                        "version",
                        "description",
                        "criteria",
                        "disqualifiers",
                        "thresholds",
                        "deliverFrom",
                        "confidence");
        return new Profile(
                id(root.at("name")),
                root.at("version").text(),
                Identifiers.contentHash(yaml),
                root.at("description").text(),
                criteria(root.at("criteria")),
                disqualifiers(root),
                thresholds(root),
                tier(root),
                confidence(root));
    }

    private static List<Profile.Criterion> criteria(YamlTree list) {
        List<Profile.Criterion> criteria = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int weights = 0;
        for (YamlTree item : list.items()) {
            item.allow("id", "question", "weight", "levels");
            String id = uniqueId(item, ids);
            int weight = item.at("weight").integer(1, 100);
            weights += weight;
            criteria.add(new Profile.Criterion(id, item.at("question").text(), weight, levels(item.at("levels"))));
        }
        if (weights != 100) {
            throw list.wrong("the weights sum to " + weights + "; make them sum to 100");
        }
        return criteria;
    }

    private static List<Profile.Level> levels(YamlTree list) {
        List<Profile.Level> levels = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlTree item : list.items()) {
            item.allow("id", "share", "description");
            String id = uniqueId(item, ids);
            levels.add(new Profile.Level(
                    id, item.at("share").integer(0, 100), item.at("description").text()));
        }
        if (levels.stream().noneMatch(level -> level.share() == 0)) {
            throw list.wrong("no level has share 0; add one for leads that do not meet the criterion");
        }
        if (levels.stream().noneMatch(level -> level.share() == 100)) {
            throw list.wrong("no level has share 100; give the best level share 100");
        }
        return levels;
    }

    private static List<Profile.Disqualifier> disqualifiers(YamlTree root) {
        YamlTree list = root.maybe("disqualifiers");
        List<Profile.Disqualifier> disqualifiers = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlTree item : list == null ? List.<YamlTree>of() : list.items()) {
            item.allow("id", "description");
            disqualifiers.add(new Profile.Disqualifier(
                    uniqueId(item, ids), item.at("description").text()));
        }
        return disqualifiers;
    }

    private static Profile.Thresholds thresholds(YamlTree root) {
        YamlTree node = root.maybe("thresholds");
        if (node == null) {
            return new Profile.Thresholds(75, 55, 35);
        }
        node.allow("A", "B", "C");
        int a = node.at("A").integer(1, 100);
        int b = node.at("B").integer(1, 100);
        int c = node.at("C").integer(1, 100);
        if (a <= b || b <= c) {
            throw node.wrong("must fall from A to C (A " + a + ", B " + b + ", C " + c + "); reorder them");
        }
        return new Profile.Thresholds(a, b, c);
    }

    private static Tier tier(YamlTree root) {
        YamlTree node = root.maybe("deliverFrom");
        if (node == null) {
            return Tier.C;
        }
        return switch (node.text()) {
            case "A" -> Tier.A;
            case "B" -> Tier.B;
            case "C" -> Tier.C;
            case "D" -> Tier.D;
            default -> throw node.wrong("must be A, B, C or D");
        };
    }

    private static Profile.Confidence confidence(YamlTree root) {
        YamlTree node = root.maybe("confidence");
        if (node == null) {
            return new Profile.Confidence(0.6, 3, 3);
        }
        node.allow("bar", "votes", "nearThreshold");
        YamlTree bar = node.maybe("bar");
        YamlTree votes = node.maybe("votes");
        YamlTree near = node.maybe("nearThreshold");
        int count = votes == null ? 3 : votes.integer(1, 9);
        if (votes != null && count % 2 == 0) {
            throw votes.wrong("must be odd, so that a majority exists");
        }
        return new Profile.Confidence(
                bar == null ? 0.6 : bar.fraction(), count, near == null ? 3 : near.integer(0, 50));
    }

    private static String uniqueId(YamlTree item, Set<String> seen) {
        YamlTree node = item.at("id");
        String id = id(node);
        if (!seen.add(id)) {
            throw node.wrong("this id stands twice; make ids unique");
        }
        return id;
    }

    private static String id(YamlTree node) {
        if (!ID.matcher(node.text()).matches()) {
            throw node.wrong("must be letters, digits, '-', '_' or '.', at most 64");
        }
        return node.text();
    }
}
