package dev.leadrelay.agent.testing;

import dev.leadrelay.schemas.Identifiers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A prompt as it was asked, compared with a file under {@code src/test/resources/golden}. The file begins with id and hash
 * of the prompt, so a prompt that is changed under its old version fails here and cannot be renewed away: a changed text
 * is a new version with a line in {@code docs/prompts.md}.
 */
public final class GoldenPrompt {
    /** Set to true to write the files anew. */
    public static final String RENEW = "leadrelay.golden.renew";

    private static final Path PROMPTS = Path.of("src", "main", "resources", "prompts");
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
    private static final int LONGEST_LINE = 1_200;
    private static final int SHOWN_DIFFERENCES = 12;

    private final Path file;
    private final Path folder;
    private final String id;
    private final String hash;

    private GoldenPrompt(Path prompts, Path golden, String name, String version, String situation) {
        id = name + "/" + version;
        hash = Identifiers.contentHash(read(prompts.resolve(name).resolve(version + ".md")));
        folder = golden;
        file = golden.resolve(name + "-" + version + "-" + situation + ".txt");
    }

    /**
     * The golden file of a prompt of the module under test.
     *
     * @param situation which data it was filled with; part of the file's name
     */
    public static GoldenPrompt of(String name, String version, String situation) {
        return new GoldenPrompt(PROMPTS, GOLDEN, name, version, situation);
    }

    /** The same in other folders, for the test of this class. */
    static GoldenPrompt in(Path prompts, Path golden, String name, String version, String situation) {
        return new GoldenPrompt(prompts, golden, name, version, situation);
    }

    /** The versions of a prompt that the module has, in order. */
    public static List<String> versions(String name) {
        try (Stream<Path> files = Files.list(PROMPTS.resolve(name))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".md"))
                    .map(file -> file.substring(0, file.length() - ".md".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with a difference where what was asked is not what the file has. */
    public void requireSame(String system, String user) {
        requireSame(system, user, Boolean.getBoolean(RENEW));
    }

    void requireSame(String system, String user, boolean renew) {
        String header = "prompt: " + id + "\nhash: " + hash + "\n";
        String asked = header + "\n=== system\n" + folded(system) + "\n=== user\n" + folded(user) + "\n";
        boolean there = Files.exists(file);
        String known = there ? read(file) : "";
        if (there && !known.startsWith(header)) {
            throw new AssertionError("prompt " + id + " was changed, but its version was not: its file has hash " + hash
                    + ", " + file + " begins with " + known.lines().limit(2).toList() + ". Leave " + id
                    + " as it was, write the change as the next version, and say in docs/prompts.md what changed.");
        }
        if (renew) {
            write(asked);
        } else if (!known.equals(asked)) {
            throw new AssertionError("prompt " + id + " is filled otherwise than " + file
                    + (there ? " says:\n" : " says, which is not there:\n")
                    + difference(known.lines().toList(), asked.lines().toList())
                    + "If that is meant, renew the files: mvn -pl MODULE -am test -Dtest='*PromptGoldenTest'"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -D" + RENEW + "=true");
        }
    }

    /** Lines of data are long; their middle is told by its hash, which changes with any letter of it. */
    private static String folded(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            int half = LONGEST_LINE / 2;
            lines.add(
                    line.length() <= LONGEST_LINE
                            ? line
                            : line.substring(0, half) + " [… " + (line.length() - LONGEST_LINE)
                                    + " characters, SHA-256 of the line " + Identifiers.contentHash(line) + " …] "
                                    + line.substring(line.length() - half));
        }
        return String.join("\n", lines);
    }

    private static String difference(List<String> known, List<String> asked) {
        int same = 0;
        while (same < Math.min(known.size(), asked.size()) && known.get(same).equals(asked.get(same))) {
            same++;
        }
        int end = 0;
        while (end < Math.min(known.size(), asked.size()) - same
                && known.get(known.size() - 1 - end).equals(asked.get(asked.size() - 1 - end))) {
            end++;
        }
        StringBuilder text = new StringBuilder("  from line " + (same + 1) + "\n");
        known.subList(same, known.size() - end).stream()
                .limit(SHOWN_DIFFERENCES)
                .forEach(line -> text.append("  - ").append(line).append('\n'));
        asked.subList(same, asked.size() - end).stream()
                .limit(SHOWN_DIFFERENCES)
                .forEach(line -> text.append("  + ").append(line).append('\n'));
        return text.toString();
    }

    private void write(String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
