package dev.leadrelay.cli.embedded;

import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine's loopback address. */
public final class LoopbackPorts {
    /** The address everything embedded listens on. */
    public static final String HOST = "127.0.0.1";

    private LoopbackPorts() {}

    /** A port that was free a moment ago. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The port itself, or a free one for 0.
     *
     * @param setting name of the setting to be changed when the port is taken
     * @throws SettingsException when the port is taken
     */
    public static int require(int port, String setting) {
        if (port == 0) {
            return free();
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(HOST, port));
            return port;
        } catch (IOException e) {
            throw new SettingsException("port " + port + " on " + HOST
                    + " is taken by another program; end that program or set another port with " + setting);
        }
    }
}
