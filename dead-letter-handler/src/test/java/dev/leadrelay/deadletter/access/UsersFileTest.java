package dev.leadrelay.deadletter.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.service.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersFileTest {
    private static final String HASH = PasswordHash.of("a long password").toString();

    @TempDir
    Path folder;

    @Test
    void findsWhoStandsInIt() throws Exception {
        Users users = read("users:\n- {name: ann, role: Reviewer, password: '" + HASH + "'}\n"
                + "- name: Björn B.\n  role: admin\n  password: " + HASH + "\n");

        assertThat(users.find("ann", "a long password")).contains(new DeskUser("ann", Role.REVIEWER));
        assertThat(users.find("Björn B.", "a long password")).contains(new DeskUser("Björn B.", Role.ADMIN));
        assertThat(users.find("ann", "a wrong password")).isEmpty();
        assertThat(users.find("Ann", "a long password")).isEmpty();
        assertThat(users.find("", "")).isEmpty();
    }

    /** Without the check of a decoy an unknown name would be answered in microseconds. */
    @Test
    void anUnknownNameTakesTheTimeOfAWrongPassword() throws Exception {
        Users users = read("users:\n- {name: ann, role: viewer, password: '" + HASH + "'}\n");
        users.find("ann", "warm");

        assertThat(nanos(users, "nobody")).isGreaterThan(nanos(users, "ann") / 4);
    }

    private static long nanos(Users users, String name) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long begin = System.nanoTime();
            users.find(name, "a wrong password");
            least = Math.min(least, System.nanoTime() - begin);
        }
        return least;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                          | line 1: must hold 'users:'",
                "users: []                                                   | line 1: must hold 'users:'",
                "users: 7                                                    | line 1: must hold 'users:'",
                "[1]                                                         | line 1: must be a mapping",
                "people: []                                                  | line 1: 'people' is unknown",
                "users: [ann]                                                | line 1: must be a mapping",
                "users:~- {name: ann, role: viewer}                          | line 2: a user needs 'password'",
                "users:~- {role: viewer, password: H}                        | line 2: a user needs 'name'",
                "users:~- name: ann~  role: boss~  password: H               | line 3: 'role' must be viewer, reviewer or admin",
                "users:~- name: ann~  role: viewer~  password: secret        | line 4: 'password' must be a line of",
                "users:~- name: ann~  role: viewer~  pasword: H              | line 4: 'pasword' is unknown",
                "users:~- name: ann~  name: bob~  role: viewer~  password: H | line 3: 'name' stands twice",
                "users:~- name: a:b~  role: viewer~  password: H             | line 2: 'name' must be",
                "users:~- name: policy retry~  role: viewer~  password: H    | line 2: 'name' must be",
                "users:~- name: an\u202en~  role: viewer~  password: H      | line 2: 'name' must be",
                "users:~- &u {name: ann, role: viewer, password: H}~- *u     | line 2: the name 'ann' stands twice",
                "users:~  - name: ann~ role: x                               | line 3: is not valid YAML",
                "users:~- {name: ann                                         | is not valid YAML",
            })
    void saysInOneLineWhereAndWhatIsWrong(String text, String problem) {
        assertThatThrownBy(() -> read(text.replace("~", "\n").replace(" H", " '" + HASH + "'")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("users.yaml")
                .hasMessageContaining("users-file")
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("argon2id");
    }

    @Test
    void saysThatItIsNotThere() {
        assertThatThrownBy(() -> UsersFile.read(folder.resolve("none.yaml")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("none.yaml cannot be read");
        assertThatThrownBy(() -> {
                    Files.write(folder.resolve("users.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
                    UsersFile.read(folder.resolve("users.yaml"));
                })
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("cannot be read");
    }

    private Users read(String text) throws Exception {
        return UsersFile.read(Files.writeString(folder.resolve("users.yaml"), text));
    }
}
