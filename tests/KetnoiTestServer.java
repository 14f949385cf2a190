import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.configuration.ssl.ClientAuth;
import org.neo4j.configuration.ssl.SslPolicyConfig;
import org.neo4j.configuration.ssl.SslPolicyScope;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.io.ByteUnit;

/** Serves Bolt on 127.0.0.1 until standard input ends. Arguments: a password, then folder and port of each server. */
public class KetnoiTestServer {
    public static void main(String[] given) throws Exception {
        try {
            for (int i = 1; i < given.length; i += 2) {
                serve(given[0], Path.of(given[i]), Integer.parseInt(given[i + 1]));
            }
        } catch (Throwable failure) {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
        System.out.println("READY");
        while (System.in.read() >= 0) { }
        Runtime.getRuntime().halt(0);
    }

    static void serve(String password, Path folder, int port) {
        boolean known = Files.exists(folder);
        SocketAddress address = new SocketAddress("127.0.0.1", port);
        Set<String> readOnly = System.getenv("KETNOI_READ_ONLY") == null ? Set.of() : Set.of("neo4j");
        DatabaseManagementServiceBuilder builder = new DatabaseManagementServiceBuilder(folder);
        if (System.getenv("KETNOI_CERTIFICATES") != null) encrypt(builder, Path.of(System.getenv("KETNOI_CERTIFICATES")));
        DatabaseManagementService service = builder
            .setConfig(GraphDatabaseSettings.auth_enabled, true)
            .setConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.mebiBytes(128))
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, address)
            .setConfig(BoltConnector.advertised_address, address)
            .setConfig(GraphDatabaseSettings.read_only_databases, readOnly)
            .build();
        if (known) return; // a password is set once
        service.database("system").executeTransactionally(
            "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", Map.of("password", password));
    }

    /** Only encrypted connections, with private.key and public.crt of a folder. */
    static void encrypt(DatabaseManagementServiceBuilder builder, Path folder) {
        SslPolicyConfig policy = SslPolicyConfig.forScope(SslPolicyScope.BOLT);
        builder.setConfig(BoltConnector.encryption_level, BoltConnector.EncryptionLevel.REQUIRED)
            .setConfig(policy.enabled, true)
            .setConfig(policy.base_directory, folder)
            .setConfig(policy.private_key, Path.of("private.key"))
            .setConfig(policy.public_certificate, Path.of("public.crt"))
            .setConfig(policy.client_auth, ClientAuth.NONE);
    }
}
