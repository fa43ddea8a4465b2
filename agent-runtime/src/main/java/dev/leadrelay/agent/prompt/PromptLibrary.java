package dev.leadrelay.agent.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The prompts of an agent in the versions in use, all loaded and checked at start. Immutable, thread-safe.
 */
public final class PromptLibrary {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Map<String, Entry> entries;
    private final SuspiciousText suspicious;

    private PromptLibrary(Map<String, Entry> entries, SuspiciousText suspicious) {
        this.entries = Map.copyOf(entries);
        this.suspicious = suspicious;
    }

    /**
     * Loads {@code prompts/<name>/<version>.md} for each prompt, from the directory if one is given, else from the
     * classpath.
     *
     * @param directory holds {@code <name>/<version>.md}
     * @param versions version by prompt name; the prompt's own default where it names none
     * @throws PromptException when a file is missing, wrong, or uses a variable that the agent does not give
     */
    public static PromptLibrary load(List<PromptUse> uses, Map<String, String> versions, Optional<Path> directory) {
        Map<String, Entry> entries = new HashMap<>();
        for (PromptUse use : uses) {
            String version = versions.getOrDefault(use.name(), use.version());
            requireName(use.name());
            requireName(version);
            String id = use.name() + "/" + version;
            Prompt prompt = Prompt.parse(id, directory.map(d -> file(d, id)).orElseGet(() -> resource(id)));
            prompt.requireAll(use.variables());
            entries.put(use.name(), new Entry(prompt, use.tokenBudget()));
        }
        return new PromptLibrary(entries, SuspiciousText.LEAVE_OUT);
    }

    /** The same prompts, with another rule for untrusted text that is addressed to a model. */
    public PromptLibrary with(SuspiciousText policy) {
        return new PromptLibrary(entries, policy);
    }

    /** What becomes of untrusted text that is addressed to a model. */
    public SuspiciousText suspiciousText() {
        return suspicious;
    }

    /** The version in use of a prompt. */
    public Prompt prompt(String name) {
        return entry(name).prompt;
    }

    /** Fills a prompt within its budget. */
    public RenderedPrompt render(String name, Variables variables) {
        Entry entry = entry(name);
        return entry.prompt.render(variables.readable(suspicious), entry.tokenBudget);
    }

    /** Fills a prompt within half of its budget: for a model that said it was too long. */
    public RenderedPrompt renderShorter(String name, Variables variables) {
        Entry entry = entry(name);
        return entry.prompt.render(variables.readable(suspicious), Math.max(1, entry.tokenBudget / 2));
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new PromptException("there is no prompt " + name + "; name it in the agent's definition");
        }
        return entry;
    }

    private static String file(Path directory, String id) {
        Path file = directory.resolve(id + ".md");
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new PromptException("prompt file " + file + " cannot be read; create it, or correct the settings"
                    + " prompt-dir and prompts");
        }
    }

    private static String resource(String id) {
        String name = "/prompts/" + id + ".md";
        try (InputStream in = PromptLibrary.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new PromptException("there is no prompt " + id + " on the classpath; correct the setting prompts"
                        + " or give a prompt-dir");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new PromptException("prompt " + id + " cannot be read from the classpath: " + e.getMessage());
        }
    }

    private static void requireName(String part) {
        if (!PART.matcher(part).matches()) {
            throw new PromptException("not a name or version of a prompt: " + part);
        }
    }

    private record Entry(Prompt prompt, int tokenBudget) {}
}
