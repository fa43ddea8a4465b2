package dev.leadrelay.cli.embedded;

import java.io.IOException;

/** Main class of the registry's process: runs the registry and ends with the process that started it. */
final class RegistryProcess {
    private RegistryProcess() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("parent-watch").start(RegistryProcess::endWithParent);
        Class.forName("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
                .getMethod("main", String[].class)
                .invoke(null, (Object) args);
    }

    /** The parent holds the other end of standard input; it closes when the parent ends, however it ends. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; only the end counts.
            }
        } catch (IOException e) {
            // The pipe broke: the parent is gone.
        }
        Runtime.getRuntime().halt(0);
    }
}
