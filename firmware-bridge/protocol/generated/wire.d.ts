import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace equipoise. */
export namespace equipoise {

    /** Namespace wire. */
    namespace wire {

        /**
         * Properties of a HelloReply.
         * @deprecated Use equipoise.wire.HelloReply.$Properties instead.
         */
        interface IHelloReply extends equipoise.wire.HelloReply.$Properties {
        }

        /** Represents a HelloReply. */
        class HelloReply {

            /**
             * Constructs a new HelloReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.HelloReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HelloReply board. */
            board?: (number|null);

            /** HelloReply state. */
            state?: (number|null);

            /** HelloReply committed. */
            committed?: (number|null);

            /** HelloReply digest. */
            digest?: (number|null);

            /** HelloReply step. */
            step?: (number|null);

            /** HelloReply imageBytes. */
            imageBytes?: (number|null);

            /** HelloReply neurons. */
            neurons?: (number|null);

            /** HelloReply sources. */
            sources?: (number|null);

            /** HelloReply maxData. */
            maxData?: (number|null);

            /** HelloReply window. */
            window?: (number|null);

            /** HelloReply logWords. */
            logWords?: (number|null);

            /** HelloReply injectWords. */
            injectWords?: (number|null);

            /** HelloReply traceWords. */
            traceWords?: (number|null);

            /** HelloReply clockHz. */
            clockHz?: (number|null);

            /** HelloReply features. */
            features?: (number|null);

            /**
             * Creates a new HelloReply instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HelloReply instance
             */
            static create(properties: equipoise.wire.HelloReply.$Shape): equipoise.wire.HelloReply & equipoise.wire.HelloReply.$Shape;
            static create(properties?: equipoise.wire.HelloReply.$Properties): equipoise.wire.HelloReply;

            /**
             * Encodes the specified HelloReply message. Does not implicitly {@link equipoise.wire.HelloReply.verify|verify} messages.
             * @param message HelloReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.HelloReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HelloReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.HelloReply & equipoise.wire.HelloReply.$Shape} HelloReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.HelloReply & equipoise.wire.HelloReply.$Shape;
        }

        namespace HelloReply {

            /** Properties of a HelloReply. */
            interface $Properties {

                /** HelloReply board */
                board?: (number|null);

                /** HelloReply state */
                state?: (number|null);

                /** HelloReply committed */
                committed?: (number|null);

                /** HelloReply digest */
                digest?: (number|null);

                /** HelloReply step */
                step?: (number|null);

                /** HelloReply imageBytes */
                imageBytes?: (number|null);

                /** HelloReply neurons */
                neurons?: (number|null);

                /** HelloReply sources */
                sources?: (number|null);

                /** HelloReply maxData */
                maxData?: (number|null);

                /** HelloReply window */
                window?: (number|null);

                /** HelloReply logWords */
                logWords?: (number|null);

                /** HelloReply injectWords */
                injectWords?: (number|null);

                /** HelloReply traceWords */
                traceWords?: (number|null);

                /** HelloReply clockHz */
                clockHz?: (number|null);

                /** HelloReply features */
                features?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HelloReply. */
            type $Shape = equipoise.wire.HelloReply.$Properties;
        }

        /**
         * Properties of a Write.
         * @deprecated Use equipoise.wire.Write.$Properties instead.
         */
        interface IWrite extends equipoise.wire.Write.$Properties {
        }

        /** Represents a Write. */
        class Write {

            /**
             * Constructs a new Write.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.Write.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Write address. */
            address?: (number|null);

            /** Write data. */
            data?: (Uint8Array|null);

            /**
             * Creates a new Write instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Write instance
             */
            static create(properties: equipoise.wire.Write.$Shape): equipoise.wire.Write & equipoise.wire.Write.$Shape;
            static create(properties?: equipoise.wire.Write.$Properties): equipoise.wire.Write;

            /**
             * Encodes the specified Write message. Does not implicitly {@link equipoise.wire.Write.verify|verify} messages.
             * @param message Write message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.Write.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Write message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.Write & equipoise.wire.Write.$Shape} Write
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.Write & equipoise.wire.Write.$Shape;
        }

        namespace Write {

            /** Properties of a Write. */
            interface $Properties {

                /** Write address */
                address?: (number|null);

                /** Write data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Write. */
            type $Shape = equipoise.wire.Write.$Properties;
        }

        /**
         * Properties of a Readback.
         * @deprecated Use equipoise.wire.Readback.$Properties instead.
         */
        interface IReadback extends equipoise.wire.Readback.$Properties {
        }

        /** Represents a Readback. */
        class Readback {

            /**
             * Constructs a new Readback.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.Readback.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Readback address. */
            address?: (number|null);

            /** Readback length. */
            length?: (number|null);

            /**
             * Creates a new Readback instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Readback instance
             */
            static create(properties: equipoise.wire.Readback.$Shape): equipoise.wire.Readback & equipoise.wire.Readback.$Shape;
            static create(properties?: equipoise.wire.Readback.$Properties): equipoise.wire.Readback;

            /**
             * Encodes the specified Readback message. Does not implicitly {@link equipoise.wire.Readback.verify|verify} messages.
             * @param message Readback message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.Readback.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Readback message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.Readback & equipoise.wire.Readback.$Shape} Readback
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.Readback & equipoise.wire.Readback.$Shape;
        }

        namespace Readback {

            /** Properties of a Readback. */
            interface $Properties {

                /** Readback address */
                address?: (number|null);

                /** Readback length */
                length?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Readback. */
            type $Shape = equipoise.wire.Readback.$Properties;
        }

        /**
         * Properties of a ReadbackReply.
         * @deprecated Use equipoise.wire.ReadbackReply.$Properties instead.
         */
        interface IReadbackReply extends equipoise.wire.ReadbackReply.$Properties {
        }

        /** Represents a ReadbackReply. */
        class ReadbackReply {

            /**
             * Constructs a new ReadbackReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.ReadbackReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReadbackReply address. */
            address?: (number|null);

            /** ReadbackReply data. */
            data?: (Uint8Array|null);

            /**
             * Creates a new ReadbackReply instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReadbackReply instance
             */
            static create(properties: equipoise.wire.ReadbackReply.$Shape): equipoise.wire.ReadbackReply & equipoise.wire.ReadbackReply.$Shape;
            static create(properties?: equipoise.wire.ReadbackReply.$Properties): equipoise.wire.ReadbackReply;

            /**
             * Encodes the specified ReadbackReply message. Does not implicitly {@link equipoise.wire.ReadbackReply.verify|verify} messages.
             * @param message ReadbackReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.ReadbackReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReadbackReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.ReadbackReply & equipoise.wire.ReadbackReply.$Shape} ReadbackReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.ReadbackReply & equipoise.wire.ReadbackReply.$Shape;
        }

        namespace ReadbackReply {

            /** Properties of a ReadbackReply. */
            interface $Properties {

                /** ReadbackReply address */
                address?: (number|null);

                /** ReadbackReply data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReadbackReply. */
            type $Shape = equipoise.wire.ReadbackReply.$Properties;
        }

        /**
         * Properties of an Arm.
         * @deprecated Use equipoise.wire.Arm.$Properties instead.
         */
        interface IArm extends equipoise.wire.Arm.$Properties {
        }

        /** Represents an Arm. */
        class Arm {

            /**
             * Constructs a new Arm.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.Arm.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Arm digest. */
            digest?: (number|null);

            /**
             * Creates a new Arm instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Arm instance
             */
            static create(properties: equipoise.wire.Arm.$Shape): equipoise.wire.Arm & equipoise.wire.Arm.$Shape;
            static create(properties?: equipoise.wire.Arm.$Properties): equipoise.wire.Arm;

            /**
             * Encodes the specified Arm message. Does not implicitly {@link equipoise.wire.Arm.verify|verify} messages.
             * @param message Arm message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.Arm.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Arm message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.Arm & equipoise.wire.Arm.$Shape} Arm
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.Arm & equipoise.wire.Arm.$Shape;
        }

        namespace Arm {

            /** Properties of an Arm. */
            interface $Properties {

                /** Arm digest */
                digest?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Arm. */
            type $Shape = equipoise.wire.Arm.$Properties;
        }

        /**
         * Properties of a Run.
         * @deprecated Use equipoise.wire.Run.$Properties instead.
         */
        interface IRun extends equipoise.wire.Run.$Properties {
        }

        /** Represents a Run. */
        class Run {

            /**
             * Constructs a new Run.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.Run.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Run until. */
            until?: (number|null);

            /** Run periodUs. */
            periodUs?: (number|null);

            /**
             * Creates a new Run instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Run instance
             */
            static create(properties: equipoise.wire.Run.$Shape): equipoise.wire.Run & equipoise.wire.Run.$Shape;
            static create(properties?: equipoise.wire.Run.$Properties): equipoise.wire.Run;

            /**
             * Encodes the specified Run message. Does not implicitly {@link equipoise.wire.Run.verify|verify} messages.
             * @param message Run message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.Run.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Run message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.Run & equipoise.wire.Run.$Shape} Run
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.Run & equipoise.wire.Run.$Shape;
        }

        namespace Run {

            /** Properties of a Run. */
            interface $Properties {

                /** Run until */
                until?: (number|null);

                /** Run periodUs */
                periodUs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Run. */
            type $Shape = equipoise.wire.Run.$Properties;
        }

        /**
         * Properties of a Step.
         * @deprecated Use equipoise.wire.Step.$Properties instead.
         */
        interface IStep extends equipoise.wire.Step.$Properties {
        }

        /** Represents a Step. */
        class Step {

            /**
             * Constructs a new Step.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.Step.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Step until. */
            until?: (number|null);

            /** Step from. */
            from?: (number|null);

            /**
             * Creates a new Step instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Step instance
             */
            static create(properties: equipoise.wire.Step.$Shape): equipoise.wire.Step & equipoise.wire.Step.$Shape;
            static create(properties?: equipoise.wire.Step.$Properties): equipoise.wire.Step;

            /**
             * Encodes the specified Step message. Does not implicitly {@link equipoise.wire.Step.verify|verify} messages.
             * @param message Step message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.Step.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Step message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.Step & equipoise.wire.Step.$Shape} Step
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.Step & equipoise.wire.Step.$Shape;
        }

        namespace Step {

            /** Properties of a Step. */
            interface $Properties {

                /** Step until */
                until?: (number|null);

                /** Step from */
                from?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Step. */
            type $Shape = equipoise.wire.Step.$Properties;
        }

        /**
         * Properties of a Spikes.
         * @deprecated Use equipoise.wire.Spikes.$Properties instead.
         */
        interface ISpikes extends equipoise.wire.Spikes.$Properties {
        }

        /** Represents a Spikes. */
        class Spikes {

            /**
             * Constructs a new Spikes.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.Spikes.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Spikes from. */
            from?: (number|null);

            /**
             * Creates a new Spikes instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Spikes instance
             */
            static create(properties: equipoise.wire.Spikes.$Shape): equipoise.wire.Spikes & equipoise.wire.Spikes.$Shape;
            static create(properties?: equipoise.wire.Spikes.$Properties): equipoise.wire.Spikes;

            /**
             * Encodes the specified Spikes message. Does not implicitly {@link equipoise.wire.Spikes.verify|verify} messages.
             * @param message Spikes message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.Spikes.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Spikes message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.Spikes & equipoise.wire.Spikes.$Shape} Spikes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.Spikes & equipoise.wire.Spikes.$Shape;
        }

        namespace Spikes {

            /** Properties of a Spikes. */
            interface $Properties {

                /** Spikes from */
                from?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Spikes. */
            type $Shape = equipoise.wire.Spikes.$Properties;
        }

        /**
         * Properties of a SpikesReply.
         * @deprecated Use equipoise.wire.SpikesReply.$Properties instead.
         */
        interface ISpikesReply extends equipoise.wire.SpikesReply.$Properties {
        }

        /** Represents a SpikesReply. */
        class SpikesReply {

            /**
             * Constructs a new SpikesReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.SpikesReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SpikesReply from. */
            from?: (number|null);

            /** SpikesReply head. */
            head?: (number|null);

            /** SpikesReply step. */
            step?: (number|null);

            /** SpikesReply data. */
            data?: (Uint8Array|null);

            /**
             * Creates a new SpikesReply instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SpikesReply instance
             */
            static create(properties: equipoise.wire.SpikesReply.$Shape): equipoise.wire.SpikesReply & equipoise.wire.SpikesReply.$Shape;
            static create(properties?: equipoise.wire.SpikesReply.$Properties): equipoise.wire.SpikesReply;

            /**
             * Encodes the specified SpikesReply message. Does not implicitly {@link equipoise.wire.SpikesReply.verify|verify} messages.
             * @param message SpikesReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.SpikesReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SpikesReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.SpikesReply & equipoise.wire.SpikesReply.$Shape} SpikesReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.SpikesReply & equipoise.wire.SpikesReply.$Shape;
        }

        namespace SpikesReply {

            /** Properties of a SpikesReply. */
            interface $Properties {

                /** SpikesReply from */
                from?: (number|null);

                /** SpikesReply head */
                head?: (number|null);

                /** SpikesReply step */
                step?: (number|null);

                /** SpikesReply data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SpikesReply. */
            type $Shape = equipoise.wire.SpikesReply.$Properties;
        }

        /**
         * Properties of an Inject.
         * @deprecated Use equipoise.wire.Inject.$Properties instead.
         */
        interface IInject extends equipoise.wire.Inject.$Properties {
        }

        /** Represents an Inject. */
        class Inject {

            /**
             * Constructs a new Inject.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.Inject.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Inject step. */
            step?: (number|null);

            /** Inject data. */
            data?: (Uint8Array|null);

            /**
             * Creates a new Inject instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Inject instance
             */
            static create(properties: equipoise.wire.Inject.$Shape): equipoise.wire.Inject & equipoise.wire.Inject.$Shape;
            static create(properties?: equipoise.wire.Inject.$Properties): equipoise.wire.Inject;

            /**
             * Encodes the specified Inject message. Does not implicitly {@link equipoise.wire.Inject.verify|verify} messages.
             * @param message Inject message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.Inject.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Inject message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.Inject & equipoise.wire.Inject.$Shape} Inject
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.Inject & equipoise.wire.Inject.$Shape;
        }

        namespace Inject {

            /** Properties of an Inject. */
            interface $Properties {

                /** Inject step */
                step?: (number|null);

                /** Inject data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Inject. */
            type $Shape = equipoise.wire.Inject.$Properties;
        }

        /**
         * Properties of a Trace.
         * @deprecated Use equipoise.wire.Trace.$Properties instead.
         */
        interface ITrace extends equipoise.wire.Trace.$Properties {
        }

        /** Represents a Trace. */
        class Trace {

            /**
             * Constructs a new Trace.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.Trace.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Trace first. */
            first?: (number|null);

            /** Trace count. */
            count?: (number|null);

            /**
             * Creates a new Trace instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Trace instance
             */
            static create(properties: equipoise.wire.Trace.$Shape): equipoise.wire.Trace & equipoise.wire.Trace.$Shape;
            static create(properties?: equipoise.wire.Trace.$Properties): equipoise.wire.Trace;

            /**
             * Encodes the specified Trace message. Does not implicitly {@link equipoise.wire.Trace.verify|verify} messages.
             * @param message Trace message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.Trace.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Trace message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.Trace & equipoise.wire.Trace.$Shape} Trace
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.Trace & equipoise.wire.Trace.$Shape;
        }

        namespace Trace {

            /** Properties of a Trace. */
            interface $Properties {

                /** Trace first */
                first?: (number|null);

                /** Trace count */
                count?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Trace. */
            type $Shape = equipoise.wire.Trace.$Properties;
        }

        /**
         * Properties of a TraceReply.
         * @deprecated Use equipoise.wire.TraceReply.$Properties instead.
         */
        interface ITraceReply extends equipoise.wire.TraceReply.$Properties {
        }

        /** Represents a TraceReply. */
        class TraceReply {

            /**
             * Constructs a new TraceReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.TraceReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TraceReply step. */
            step?: (number|null);

            /** TraceReply first. */
            first?: (number|null);

            /** TraceReply data. */
            data?: (Uint8Array|null);

            /**
             * Creates a new TraceReply instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TraceReply instance
             */
            static create(properties: equipoise.wire.TraceReply.$Shape): equipoise.wire.TraceReply & equipoise.wire.TraceReply.$Shape;
            static create(properties?: equipoise.wire.TraceReply.$Properties): equipoise.wire.TraceReply;

            /**
             * Encodes the specified TraceReply message. Does not implicitly {@link equipoise.wire.TraceReply.verify|verify} messages.
             * @param message TraceReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.TraceReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TraceReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.TraceReply & equipoise.wire.TraceReply.$Shape} TraceReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.TraceReply & equipoise.wire.TraceReply.$Shape;
        }

        namespace TraceReply {

            /** Properties of a TraceReply. */
            interface $Properties {

                /** TraceReply step */
                step?: (number|null);

                /** TraceReply first */
                first?: (number|null);

                /** TraceReply data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TraceReply. */
            type $Shape = equipoise.wire.TraceReply.$Properties;
        }

        /**
         * Properties of a CountersReply.
         * @deprecated Use equipoise.wire.CountersReply.$Properties instead.
         */
        interface ICountersReply extends equipoise.wire.CountersReply.$Properties {
        }

        /** Represents a CountersReply. */
        class CountersReply {

            /**
             * Constructs a new CountersReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.CountersReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CountersReply step. */
            step?: (number|null);

            /** CountersReply stateSum. */
            stateSum?: (number|null);

            /** CountersReply framingErrors. */
            framingErrors?: (number|null);

            /** CountersReply overruns. */
            overruns?: (number|null);

            /** CountersReply data. */
            data?: (Uint8Array|null);

            /**
             * Creates a new CountersReply instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CountersReply instance
             */
            static create(properties: equipoise.wire.CountersReply.$Shape): equipoise.wire.CountersReply & equipoise.wire.CountersReply.$Shape;
            static create(properties?: equipoise.wire.CountersReply.$Properties): equipoise.wire.CountersReply;

            /**
             * Encodes the specified CountersReply message. Does not implicitly {@link equipoise.wire.CountersReply.verify|verify} messages.
             * @param message CountersReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.CountersReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CountersReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.CountersReply & equipoise.wire.CountersReply.$Shape} CountersReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.CountersReply & equipoise.wire.CountersReply.$Shape;
        }

        namespace CountersReply {

            /** Properties of a CountersReply. */
            interface $Properties {

                /** CountersReply step */
                step?: (number|null);

                /** CountersReply stateSum */
                stateSum?: (number|null);

                /** CountersReply framingErrors */
                framingErrors?: (number|null);

                /** CountersReply overruns */
                overruns?: (number|null);

                /** CountersReply data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CountersReply. */
            type $Shape = equipoise.wire.CountersReply.$Properties;
        }

        /**
         * Properties of an Ack.
         * @deprecated Use equipoise.wire.Ack.$Properties instead.
         */
        interface IAck extends equipoise.wire.Ack.$Properties {
        }

        /** Represents an Ack. */
        class Ack {

            /**
             * Constructs a new Ack.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.Ack.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ack committed. */
            committed?: (number|null);

            /** Ack state. */
            state?: (number|null);

            /**
             * Creates a new Ack instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Ack instance
             */
            static create(properties: equipoise.wire.Ack.$Shape): equipoise.wire.Ack & equipoise.wire.Ack.$Shape;
            static create(properties?: equipoise.wire.Ack.$Properties): equipoise.wire.Ack;

            /**
             * Encodes the specified Ack message. Does not implicitly {@link equipoise.wire.Ack.verify|verify} messages.
             * @param message Ack message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.Ack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.Ack & equipoise.wire.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.Ack & equipoise.wire.Ack.$Shape;
        }

        namespace Ack {

            /** Properties of an Ack. */
            interface $Properties {

                /** Ack committed */
                committed?: (number|null);

                /** Ack state */
                state?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Ack. */
            type $Shape = equipoise.wire.Ack.$Properties;
        }

        /**
         * Properties of a Nack.
         * @deprecated Use equipoise.wire.Nack.$Properties instead.
         */
        interface INack extends equipoise.wire.Nack.$Properties {
        }

        /** Represents a Nack. */
        class Nack {

            /**
             * Constructs a new Nack.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.wire.Nack.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Nack expected. */
            expected?: (number|null);

            /** Nack reason. */
            reason?: (number|null);

            /** Nack detail. */
            detail?: (number|null);

            /**
             * Creates a new Nack instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Nack instance
             */
            static create(properties: equipoise.wire.Nack.$Shape): equipoise.wire.Nack & equipoise.wire.Nack.$Shape;
            static create(properties?: equipoise.wire.Nack.$Properties): equipoise.wire.Nack;

            /**
             * Encodes the specified Nack message. Does not implicitly {@link equipoise.wire.Nack.verify|verify} messages.
             * @param message Nack message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.wire.Nack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Nack message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.wire.Nack & equipoise.wire.Nack.$Shape} Nack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.wire.Nack & equipoise.wire.Nack.$Shape;
        }

        namespace Nack {

            /** Properties of a Nack. */
            interface $Properties {

                /** Nack expected */
                expected?: (number|null);

                /** Nack reason */
                reason?: (number|null);

                /** Nack detail */
                detail?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Nack. */
            type $Shape = equipoise.wire.Nack.$Properties;
        }
    }
}
