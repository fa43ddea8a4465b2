package dev.leadrelay.cli.command;

/** Who sits at this machine: the name that decisions and list commands carry where nobody logs in. */
final class CurrentUser {
    private CurrentUser() {}

    static String name() {
        return System.getProperty("user.name", "somebody");
    }
}
