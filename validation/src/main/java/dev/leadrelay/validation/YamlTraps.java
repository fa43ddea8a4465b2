package dev.leadrelay.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds, before a YAML text is read into a tree, what a tree no longer shows: keys that stand twice, aliases, numbers
 * that would not come out as they were written, a second document. One pass over the text, whatever it refers to.
 */
final class YamlTraps {
    /** Characters that a text may have; a profile of a hundred criteria has a tenth of it. */
    static final int LONGEST = 256 * 1024;

    private static final int MOST_FOUND = 50;
    private static final Pattern PLAIN_NUMBER = Pattern.compile(
            "[-+]?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?|[-+]?\\.(inf|nan)", Pattern.CASE_INSENSITIVE);

    private final String what;
    private final Deque<Set<String>> keys = new ArrayDeque<>();
    private final List<ProfileException> found = new ArrayList<>();

    private YamlTraps(String what) {
        this.what = what;
    }

    /** Everything of that kind in the text, at most 50; empty when the text is fit to be read. */
    static List<ProfileException> in(String what, YAMLFactory yaml, String text) {
        if (text.length() > LONGEST) {
            return List.of(new ProfileException(
                    what, "", "has " + text.length() + " characters; shorten it to " + LONGEST + " at most"));
        }
        YamlTraps traps = new YamlTraps(what);
        try (YAMLParser parser = yaml.createParser(text)) {
            traps.read(parser);
        } catch (StreamConstraintsException e) {
            traps.found.add(new ProfileException(what, "", "is nested too deeply; flatten it"));
        } catch (JsonProcessingException e) {
            traps.found.add(unreadable(what, e));
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        }
        return traps.found;
    }

    static ProfileException unreadable(String what, JsonProcessingException e) {
        String where =
                e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
        String cause = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
        String hint = cause.contains("'\\t(TAB)'") ? "indent with spaces, not with tabs" : "correct it";
        return new ProfileException(
                what + where, "", "not valid YAML" + where + " (" + Violations.shortened(cause) + "); " + hint);
    }

    private void read(YAMLParser parser) throws IOException {
        boolean rootRead = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (found.size() >= MOST_FOUND) {
                return;
            }
            if (rootRead) {
                add(parser, "a second document begins here; remove it and the line ---", "");
                return;
            }
            look(parser, token);
            rootRead = parser.getParsingContext().inRoot() && !token.isStructStart();
        }
    }

    private void look(YAMLParser parser, JsonToken token) throws IOException {
        if (parser.isCurrentAlias()) {
            add(parser, "refers to another place (*" + shown(parser) + "); write the value out", pointer(parser));
        }
        if (token.isStructStart()) {
            keys.push(new HashSet<>());
        } else if (token.isStructEnd()) {
            keys.pop();
        } else if (token == JsonToken.FIELD_NAME) {
            if (!keys.getFirst().add(parser.currentName())) {
                add(parser, "this key stands twice; keep one of them", pointer(parser));
            }
        } else if (token.isNumeric() && !PLAIN_NUMBER.matcher(parser.getText()).matches()) {
            add(
                    parser,
                    "YAML reads " + shown(parser) + " as a number and would change it; put it in quotes, or write the"
                            + " number plainly",
                    pointer(parser));
        }
    }

    private void add(YAMLParser parser, String problem, String pointer) {
        int line = parser.currentTokenLocation().getLineNr();
        found.add(new ProfileException(YamlTree.readable(what, pointer), pointer, problem + " (line " + line + ")"));
    }

    private static String shown(YAMLParser parser) throws IOException {
        return Violations.shortened(parser.getText());
    }

    private static String pointer(YAMLParser parser) {
        JsonStreamContext context = parser.getParsingContext();
        return context.pathAsPointer().toString();
    }
}
