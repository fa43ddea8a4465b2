package dev.leadrelay.deadletter.access;

import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the users file; every complaint names the line. */
final class UsersFile {
    private static final Set<String> FIELDS = Set.of("name", "role", "password");

    private final Path file;

    private UsersFile(Path file) {
        this.file = file;
    }

    /** @throws SettingsException for the first thing that is wrong with the file */
    static Users read(Path file) {
        return new UsersFile(file).users();
    }

    private Users users() {
        Node root = root();
        Node list = root == null ? null : fields(root, Set.of("users")).get("users");
        if (!(list instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            throw wrong(root, "must hold 'users:' with a list of users under it");
        }
        Map<String, Users.User> users = new LinkedHashMap<>();
        for (Node item : sequence.getValue()) {
            Users.User user = user(item);
            if (users.put(user.user().name(), user) != null) {
                throw wrong(item, "the name '" + user.user().name() + "' stands twice");
            }
        }
        return new Users(users.values());
    }

    private @Nullable Node root() {
        try {
            return new Yaml().compose(new StringReader(Files.readString(file)));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw complaint(", line " + line + ": is not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw complaint(" is not valid YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw complaint(" cannot be read; give an existing text file in UTF-8");
        }
    }

    private Users.User user(Node item) {
        Map<String, Node> fields = fields(item, FIELDS);
        String name = text(item, fields, "name");
        if (name.contains(":") || !DeskUser.isName(name)) {
            throw wrong(
                    fields.get("name"),
                    "'name' must be at most 100 visible characters without colons and blanks"
                            + " around it, and not begin with 'policy '");
        }
        String role = text(item, fields, "role");
        String password = text(item, fields, "password");
        return new Users.User(
                new DeskUser(name, role(fields.get("role"), role)),
                PasswordHash.parse(password)
                        .orElseThrow(() -> wrong(
                                fields.get("password"),
                                "'password' must be a line of './leadrelay desk hash-password', in quotes")));
    }

    private Role role(@Nullable Node node, String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> wrong(node, "'role' must be viewer, reviewer or admin, not '" + text + "'"));
    }

    private String text(Node item, Map<String, Node> fields, String field) {
        Node node = fields.get(field);
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw wrong(node == null ? item : node, "a user needs '" + field + "', a text");
        }
        return scalar.getValue();
    }

    private Map<String, Node> fields(Node node, Set<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(
                    node,
                    "must be a mapping with "
                            + String.join(", ", known.stream().sorted().toList()));
        }
        Map<String, Node> fields = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!known.contains(key) || !seen.add(key)) {
                String problem = known.contains(key) ? "stands twice" : "is unknown";
                throw wrong(tuple.getKeyNode(), "'" + key.toLowerCase(Locale.ROOT) + "' " + problem);
            }
            fields.put(key, tuple.getValueNode());
        }
        return fields;
    }

    private SettingsException wrong(@Nullable Node node, String problem) {
        return complaint(", line " + (node == null ? 1 : node.getStartMark().getLine() + 1) + ": " + problem);
    }

    private SettingsException complaint(String rest) {
        return new SettingsException(
                "the users file " + file + rest + " (leadrelay.dead-letter-handler.access.users-file)");
    }
}
