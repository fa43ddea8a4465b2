package dev.leadrelay.deadletter.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A users file with one user of each role; the password of each is the name and " has a password". */
final class TestUsers {
    private static final String FILE =
            "users:\n" + entry("vic", Role.VIEWER) + entry("rita", Role.REVIEWER) + entry("ada", Role.ADMIN);

    private TestUsers() {}

    static String file(Path folder) {
        try {
            return Files.writeString(folder.resolve("users.yaml"), FILE).toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String password(String name) {
        return name + " has a password";
    }

    /** The header of HTTP Basic. */
    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String entry(String name, Role role) {
        return "- {name: " + name + ", role: " + role + ", password: '" + PasswordHash.of(password(name)) + "'}\n";
    }
}
