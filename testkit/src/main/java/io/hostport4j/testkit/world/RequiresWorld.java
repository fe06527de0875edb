package io.hostport4j.testkit.world;

import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Runs the test only where a {@link World} can be made: in namespaces of its own, with the programs a world calls. */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresNamespaces
@RequiresTools({"ip", "nsenter", "nft", "conntrack", "/usr/lib/cni/bridge", "/usr/lib/cni/host-local"})
public @interface RequiresWorld {
}
