package dev.leadrelay.agent.prompt;

import com.github.mustachejava.Code;
import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.codes.ValueCode;
import dev.leadrelay.schemas.Identifiers;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One version of one prompt: a Mustache file with a system part and a user part. Only variables are allowed in it, no
 * sections or partials, so what a prompt says depends on nothing but its file and its data. Immutable, thread-safe.
 */
public final class Prompt {
    /** Line that begins the part the operator tells the model; what stands before it is a note for people. */
    public static final String SYSTEM_MARKER = "<!-- system -->";

    /** Line that begins what the model is asked. */
    public static final String USER_MARKER = "<!-- user -->";

    private final String id;
    private final String hash;
    private final Mustache system;
    private final Mustache user;
    private final Map<String, Integer> occurrences = new HashMap<>();
    private final long templateBytes;

    private Prompt(String id, String hash, String systemText, String userText) {
        this.id = id;
        this.hash = hash;
        system = compile(id, systemText);
        user = compile(id, userText);
        // Rendered with empty values: what the template itself takes.
        Map<String, Object> empty = new HashMap<>();
        occurrences.keySet().forEach(name -> empty.put(name, ""));
        templateBytes = TokenEstimate.bytes(fill(system, empty)) + TokenEstimate.bytes(fill(user, empty));
    }

    /**
     * Reads a prompt file.
     *
     * @param id name and version
     * @throws PromptException when a part is missing or the template uses anything but variables
     */
    public static Prompt parse(String id, String text) {
        String normal = text.replace("\r\n", "\n");
        int systemAt = markerAt(normal, SYSTEM_MARKER);
        int userAt = markerAt(normal, USER_MARKER);
        if (systemAt < 0 || userAt < systemAt) {
            throw new PromptException("prompt " + id + " needs a line " + SYSTEM_MARKER + " and after it a line "
                    + USER_MARKER + "; put both in, each alone on its line");
        }
        String systemText =
                normal.substring(systemAt + SYSTEM_MARKER.length(), userAt).strip();
        String userText = normal.substring(userAt + USER_MARKER.length()).strip();
        if (systemText.isEmpty() || userText.isEmpty()) {
            throw new PromptException("prompt " + id + " has an empty part; write both the system and the user part");
        }
        return new Prompt(id, Identifiers.contentHash(text), systemText, userText);
    }

    /** Name and version, for example {@code research/1}. */
    public String id() {
        return id;
    }

    /** SHA-256 of the file, hex. */
    public String hash() {
        return hash;
    }

    /** Names of the variables that the file uses. */
    public Set<String> variables() {
        return new TreeSet<>(occurrences.keySet());
    }

    /**
     * Fills the prompt and cuts ranked variables to the budget.
     *
     * @throws PromptException when a variable that the file uses is not given
     */
    public RenderedPrompt render(Variables variables, int tokenBudget) {
        Map<String, Fenced> values = variables.values();
        requireAll(values.keySet());
        ContextBudget budget = new ContextBudget(templateBytes, values, occurrences);
        boolean fits = budget.cutTo(tokenBudget);
        Map<String, String> texts = budget.texts();
        String systemText = fill(system, texts);
        String userText = fill(user, texts);
        long tokens = TokenEstimate.ofBytes(TokenEstimate.bytes(systemText) + TokenEstimate.bytes(userText));
        return new RenderedPrompt(id, hash, systemText, userText, tokens, budget.leftOut(), !fits);
    }

    /** Checks that everything the file uses is among the given names. */
    void requireAll(Set<String> given) {
        Set<String> missing = variables();
        missing.removeAll(given);
        if (!missing.isEmpty()) {
            throw new PromptException("prompt " + id + " uses " + missing + ", which the agent does not give; it gives "
                    + new TreeSet<>(given));
        }
    }

    private Mustache compile(String name, String text) {
        try {
            Mustache mustache = new RawMustacheFactory().compile(new StringReader(text), name);
            for (Code code : mustache.getCodes()) {
                count(code);
            }
            return mustache;
        } catch (MustacheException e) {
            throw new PromptException("prompt " + name + " is not a valid template: " + e.getMessage());
        }
    }

    private void count(Code code) {
        if (code instanceof ValueCode) {
            occurrences.merge(code.getName(), 1, Integer::sum);
        } else if (code.getCodes() != null || code.getName() != null) {
            throw new PromptException("prompt " + id + " uses {{" + code.getName()
                    + "}} as a section or partial; only plain variables like {{lead}} are allowed");
        }
    }

    private static String fill(Mustache mustache, Map<String, ?> values) {
        StringWriter out = new StringWriter();
        mustache.execute(out, values);
        return out.toString();
    }

    private static int markerAt(String text, String marker) {
        int at = text.indexOf(marker);
        boolean aloneBefore = at == 0 || at > 0 && text.charAt(at - 1) == '\n';
        int end = at + marker.length();
        boolean aloneAfter = at >= 0 && (end == text.length() || text.charAt(end) == '\n');
        return aloneBefore && aloneAfter ? at : -1;
    }

    /** Plain text, not HTML: values are written as they are. */
    private static final class RawMustacheFactory extends DefaultMustacheFactory {
        @Override
        public void encode(String value, Writer writer) {
            try {
                writer.write(value);
            } catch (IOException e) {
                throw new MustacheException("cannot write", e);
            }
        }
    }
}
