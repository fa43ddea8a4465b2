package dev.leadrelay.validation;

import java.util.List;

/** What a reading of a profile found. Immutable. */
public sealed interface ProfileCheck {
    /** The profile can be used. */
    record Sound(Profile profile) implements ProfileCheck {}

    /** It cannot; at least one problem, in the order of the file's keys as documented. */
    record Unsound(List<ProfileProblem> problems) implements ProfileCheck {
        public Unsound {
            problems = List.copyOf(problems);
        }
    }
}
