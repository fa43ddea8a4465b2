package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftLimits;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The draft does not shout: few exclamation marks, none doubled, few words in capitals that no source writes so. */
record ShoutingCheck(DraftLimits limits) implements Check<DraftSubject> {
    private static final Pattern CAPITALS = Pattern.compile("(?<![\\p{L}\\d])\\p{Lu}{5,40}(?![\\p{L}\\d])");

    private static final int LEAST = 5;

    @Override
    public String code() {
        return "draft.shouting";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        String text = subject.draft().getSubject() + "\n" + subject.draft().getBody();
        long marks = text.chars().filter(c -> c == '!' || c == '！').count();
        if (marks > limits.maxExclamationMarks() || text.contains("!!")) {
            String message = marks + " exclamation marks, at most " + limits.maxExclamationMarks() + ", none doubled";
            found.add(Violations.reject("draft.exclamation", "/body", message));
        }
        List<String> capitals = new ArrayList<>();
        if (hasCapitalsInARow(text)) {
            for (Matcher m = CAPITALS.matcher(text); m.find(); ) {
                capitals.add(m.group());
            }
        }
        if (capitals.size() > limits.maxShouting()) {
            String sources = String.join("\n", Sources.texts(subject));
            capitals.removeIf(sources::contains);
            if (capitals.size() > limits.maxShouting()) {
                String message = "shouts " + Violations.shortened(String.join(", ", capitals));
                found.add(Violations.reject(code(), "/body", message));
            }
        }
        return found;
    }

    /** Whether the pattern can match at all: far faster to tell than by the pattern. */
    private static boolean hasCapitalsInARow(String text) {
        int run = 0;
        for (int i = 0; i < text.length() && run < LEAST; ) {
            int letter = text.codePointAt(i);
            run = Character.isUpperCase(letter) ? run + 1 : 0;
            i += Character.charCount(letter);
        }
        return run >= LEAST;
    }
}
