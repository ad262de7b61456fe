import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace equipoise. */
export namespace equipoise {

    /** Namespace recording. */
    namespace recording {

        /**
         * Properties of a Recording.
         * @deprecated Use equipoise.recording.Recording.$Properties instead.
         */
        interface IRecording extends equipoise.recording.Recording.$Properties {
        }

        /** Represents a Recording. */
        class Recording {

            /**
             * Constructs a new Recording.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.recording.Recording.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Recording source. */
            source: string;

            /** Recording network. */
            network: string;

            /** Recording seed. */
            seed: number;

            /** Recording dt. */
            dt: number;

            /** Recording startStep. */
            startStep: number;

            /** Recording steps. */
            steps: number;

            /** Recording populations. */
            populations: equipoise.recording.Population.$Properties[];

            /** Recording spikeCount. */
            spikeCount: number;

            /** Recording spikes. */
            spikes: Uint8Array;

            /** Recording traces. */
            traces?: (equipoise.recording.Traces.$Properties|null);

            /** Recording counters. */
            counters: equipoise.recording.Counter.$Properties[];

            /** Recording probes. */
            probes: equipoise.recording.Probe.$Properties[];

            /** Recording spikesOf. */
            spikesOf: Uint8Array;

            /** Recording burnInSteps. */
            burnInSteps?: (number|null);

            /**
             * Creates a new Recording instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Recording instance
             */
            static create(properties: equipoise.recording.Recording.$Shape): equipoise.recording.Recording & equipoise.recording.Recording.$Shape;
            static create(properties?: equipoise.recording.Recording.$Properties): equipoise.recording.Recording;

            /**
             * Encodes the specified Recording message. Does not implicitly {@link equipoise.recording.Recording.verify|verify} messages.
             * @param message Recording message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.recording.Recording.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Recording message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.recording.Recording & equipoise.recording.Recording.$Shape} Recording
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.recording.Recording & equipoise.recording.Recording.$Shape;
        }

        namespace Recording {

            /** Properties of a Recording. */
            interface $Properties {

                /** Recording source */
                source?: (string|null);

                /** Recording network */
                network?: (string|null);

                /** Recording seed */
                seed?: (number|null);

                /** Recording dt */
                dt?: (number|null);

                /** Recording startStep */
                startStep?: (number|null);

                /** Recording steps */
                steps?: (number|null);

                /** Recording populations */
                populations?: (equipoise.recording.Population.$Properties[]|null);

                /** Recording spikeCount */
                spikeCount?: (number|null);

                /** Recording spikes */
                spikes?: (Uint8Array|null);

                /** Recording traces */
                traces?: (equipoise.recording.Traces.$Properties|null);

                /** Recording counters */
                counters?: (equipoise.recording.Counter.$Properties[]|null);

                /** Recording probes */
                probes?: (equipoise.recording.Probe.$Properties[]|null);

                /** Recording spikesOf */
                spikesOf?: (Uint8Array|null);

                /** Recording burnInSteps */
                burnInSteps?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Recording. */
            type $Shape = equipoise.recording.Recording.$Properties;
        }

        /**
         * Properties of a Population.
         * @deprecated Use equipoise.recording.Population.$Properties instead.
         */
        interface IPopulation extends equipoise.recording.Population.$Properties {
        }

        /** Represents a Population. */
        class Population {

            /**
             * Constructs a new Population.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.recording.Population.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Population name. */
            name: string;

            /** Population first. */
            first: number;

            /** Population size. */
            size: number;

            /**
             * Creates a new Population instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Population instance
             */
            static create(properties: equipoise.recording.Population.$Shape): equipoise.recording.Population & equipoise.recording.Population.$Shape;
            static create(properties?: equipoise.recording.Population.$Properties): equipoise.recording.Population;

            /**
             * Encodes the specified Population message. Does not implicitly {@link equipoise.recording.Population.verify|verify} messages.
             * @param message Population message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.recording.Population.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Population message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.recording.Population & equipoise.recording.Population.$Shape} Population
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.recording.Population & equipoise.recording.Population.$Shape;
        }

        namespace Population {

            /** Properties of a Population. */
            interface $Properties {

                /** Population name */
                name?: (string|null);

                /** Population first */
                first?: (number|null);

                /** Population size */
                size?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Population. */
            type $Shape = equipoise.recording.Population.$Properties;
        }

        /**
         * Properties of a Probe.
         * @deprecated Use equipoise.recording.Probe.$Properties instead.
         */
        interface IProbe extends equipoise.recording.Probe.$Properties {
        }

        /** Represents a Probe. */
        class Probe {

            /**
             * Constructs a new Probe.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.recording.Probe.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Probe population. */
            population: string;

            /** Probe neurons. */
            neurons: Uint8Array;

            /** Probe variable. */
            variable: string;

            /** Probe unit. */
            unit: string;

            /** Probe period. */
            period: number;

            /** Probe fromStep. */
            fromStep: number;

            /** Probe rows. */
            rows: number;

            /** Probe values. */
            values: Uint8Array;

            /**
             * Creates a new Probe instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Probe instance
             */
            static create(properties: equipoise.recording.Probe.$Shape): equipoise.recording.Probe & equipoise.recording.Probe.$Shape;
            static create(properties?: equipoise.recording.Probe.$Properties): equipoise.recording.Probe;

            /**
             * Encodes the specified Probe message. Does not implicitly {@link equipoise.recording.Probe.verify|verify} messages.
             * @param message Probe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.recording.Probe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Probe message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.recording.Probe & equipoise.recording.Probe.$Shape} Probe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.recording.Probe & equipoise.recording.Probe.$Shape;
        }

        namespace Probe {

            /** Properties of a Probe. */
            interface $Properties {

                /** Probe population */
                population?: (string|null);

                /** Probe neurons */
                neurons?: (Uint8Array|null);

                /** Probe variable */
                variable?: (string|null);

                /** Probe unit */
                unit?: (string|null);

                /** Probe period */
                period?: (number|null);

                /** Probe fromStep */
                fromStep?: (number|null);

                /** Probe rows */
                rows?: (number|null);

                /** Probe values */
                values?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Probe. */
            type $Shape = equipoise.recording.Probe.$Properties;
        }

        /**
         * Properties of a Traces.
         * @deprecated Use equipoise.recording.Traces.$Properties instead.
         */
        interface ITraces extends equipoise.recording.Traces.$Properties {
        }

        /** Represents a Traces. */
        class Traces {

            /**
             * Constructs a new Traces.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.recording.Traces.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Traces neurons. */
            neurons: Uint8Array;

            /** Traces fromStep. */
            fromStep: number;

            /** Traces rows. */
            rows: number;

            /** Traces u. */
            u: Uint8Array;

            /** Traces v. */
            v: Uint8Array;

            /** Traces unit. */
            unit: string;

            /**
             * Creates a new Traces instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Traces instance
             */
            static create(properties: equipoise.recording.Traces.$Shape): equipoise.recording.Traces & equipoise.recording.Traces.$Shape;
            static create(properties?: equipoise.recording.Traces.$Properties): equipoise.recording.Traces;

            /**
             * Encodes the specified Traces message. Does not implicitly {@link equipoise.recording.Traces.verify|verify} messages.
             * @param message Traces message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.recording.Traces.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Traces message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.recording.Traces & equipoise.recording.Traces.$Shape} Traces
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.recording.Traces & equipoise.recording.Traces.$Shape;
        }

        namespace Traces {

            /** Properties of a Traces. */
            interface $Properties {

                /** Traces neurons */
                neurons?: (Uint8Array|null);

                /** Traces fromStep */
                fromStep?: (number|null);

                /** Traces rows */
                rows?: (number|null);

                /** Traces u */
                u?: (Uint8Array|null);

                /** Traces v */
                v?: (Uint8Array|null);

                /** Traces unit */
                unit?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Traces. */
            type $Shape = equipoise.recording.Traces.$Properties;
        }

        /**
         * Properties of a Counter.
         * @deprecated Use equipoise.recording.Counter.$Properties instead.
         */
        interface ICounter extends equipoise.recording.Counter.$Properties {
        }

        /** Represents a Counter. */
        class Counter {

            /**
             * Constructs a new Counter.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.recording.Counter.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Counter name. */
            name: string;

            /** Counter value. */
            value: number;

            /**
             * Creates a new Counter instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Counter instance
             */
            static create(properties: equipoise.recording.Counter.$Shape): equipoise.recording.Counter & equipoise.recording.Counter.$Shape;
            static create(properties?: equipoise.recording.Counter.$Properties): equipoise.recording.Counter;

            /**
             * Encodes the specified Counter message. Does not implicitly {@link equipoise.recording.Counter.verify|verify} messages.
             * @param message Counter message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.recording.Counter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Counter message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.recording.Counter & equipoise.recording.Counter.$Shape} Counter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.recording.Counter & equipoise.recording.Counter.$Shape;
        }

        namespace Counter {

            /** Properties of a Counter. */
            interface $Properties {

                /** Counter name */
                name?: (string|null);

                /** Counter value */
                value?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Counter. */
            type $Shape = equipoise.recording.Counter.$Properties;
        }
    }
}
