package io.hostport4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the test only where the named programs are in {@code PATH}.
 *
 * <p>Anywhere else the test fails when the environment says {@code CI=true}, and is skipped with a printed reason when it does not.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(RequiresTools.List.class)
@ExtendWith(ToolsCondition.class)
public @interface RequiresTools {

    /**
     * The programs, by file name ({@code "nft"}) or by absolute path ({@code "/usr/lib/cni/bridge"}).
     *
     * @return at least one program
     */
    String[] value();

    /** Several {@link RequiresTools} of one test, all of which must be met. */
    @Documented
    @Inherited
    @Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(ToolsCondition.class)
    @interface List {

        /**
         * The requirements.
         *
         * @return all of them
         */
        RequiresTools[] value();
    }
}
