package dev.leadrelay.cli.profile;

import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ProfileCheck;
import dev.leadrelay.validation.ProfileException;
import dev.leadrelay.validation.ProfileProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks one profile file by the reader of the services and by the published schema. Thread-safe. */
public final class ProfileFileCheck {
    /** Bytes beyond which a file is not even opened; the reader's own limit is in characters and lower. */
    private static final long LARGEST = 1024L * 1024;

    private final SchemaRules schema = new SchemaRules(Profile.schema());

    /** What is wrong with the file; the problems of the schema only where the reader has none. */
    public ProfileCheck check(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return whole("does not exist or is no file; give an existing YAML file");
            }
            long size = Files.size(file);
            if (size > LARGEST) {
                return whole("has " + size + " bytes; a profile has a few thousand, give the right file");
            }
            return check(Files.readString(file));
        } catch (CharacterCodingException e) {
            return whole("is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            return whole("cannot be read (" + e.getMessage() + "); give a readable file");
        }
    }

    private ProfileCheck check(String text) {
        return switch (Profile.check(text)) {
            case ProfileCheck.Sound sound -> {
                List<ProfileProblem> problems = schema.problems(Profile.json(text));
                yield problems.isEmpty() ? sound : new ProfileCheck.Unsound(problems);
            }
            case ProfileCheck.Unsound unsound -> new ProfileCheck.Unsound(withSchema(unsound.problems(), text));
        };
    }

    private List<ProfileProblem> withSchema(List<ProfileProblem> found, String text) {
        String json;
        try {
            json = Profile.json(text);
        } catch (ProfileException e) {
            // No tree to apply a schema to; the reader said why.
            return found;
        }
        List<ProfileProblem> all = new ArrayList<>(found);
        schema.problems(json).stream()
                .filter(problem -> found.stream().noneMatch(other -> sameBranch(other.path(), problem.path())))
                .forEach(all::add);
        return all;
    }

    /** The reader said something there, above it or below it: once is enough. */
    private static boolean sameBranch(String one, String other) {
        return one.equals(other) || one.startsWith(other + "/") || other.startsWith(one + "/");
    }

    private static ProfileCheck whole(String problem) {
        return new ProfileCheck.Unsound(List.of(new ProfileProblem("", problem)));
    }
}
