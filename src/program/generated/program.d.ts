import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace equipoise. */
export namespace equipoise {

    /** Namespace program. */
    namespace program {

        /**
         * Properties of a Program.
         * @deprecated Use equipoise.program.Program.$Properties instead.
         */
        interface IProgram extends equipoise.program.Program.$Properties {
        }

        /** Represents a Program. */
        class Program {

            /**
             * Constructs a new Program.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.Program.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Program formatVersion. */
            formatVersion: number;

            /** Program compiler. */
            compiler: string;

            /** Program name. */
            name: string;

            /** Program target. */
            target: string;

            /** Program board. */
            board: string;

            /** Program profile. */
            profile: string;

            /** Program oversize. */
            oversize: boolean;

            /** Program dt. */
            dt: number;

            /** Program seed. */
            seed: number;

            /** Program steps. */
            steps: number;

            /** Program burnInSteps. */
            burnInSteps: number;

            /** Program size. */
            size: number;

            /** Program populations. */
            populations: equipoise.program.Population.$Properties[];

            /** Program inputs. */
            inputs: equipoise.program.InputPort.$Properties[];

            /** Program groups. */
            groups: equipoise.program.SynapseGroup.$Properties[];

            /** Program cores. */
            cores: equipoise.program.Core.$Properties[];

            /** Program inputRouting. */
            inputRouting: equipoise.program.InputRouting.$Properties[];

            /** Program biasChanges. */
            biasChanges: equipoise.program.BiasChange.$Properties[];

            /** Program readbackVLsb. */
            readbackVLsb: Uint8Array;

            /** Program readbackVOffset. */
            readbackVOffset: Uint8Array;

            /** Program sourceMap. */
            sourceMap: equipoise.program.SourceMapEntry.$Properties[];

            /** Program ledger. */
            ledger: equipoise.program.LossEntry.$Properties[];

            /** Program options. */
            options: string;

            /** Program spinnaker. */
            spinnaker?: (equipoise.program.SpinnakerMachine.$Properties|null);

            /** Program probes. */
            probes: equipoise.program.Probe.$Properties[];

            /** Program spikesProbed. */
            spikesProbed: boolean;

            /** Program other. */
            other?: (equipoise.program.OtherImage.$Properties|null);

            /** Program routesByAxon. */
            routesByAxon: boolean;

            /**
             * Creates a new Program instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Program instance
             */
            static create(properties: equipoise.program.Program.$Shape): equipoise.program.Program & equipoise.program.Program.$Shape;
            static create(properties?: equipoise.program.Program.$Properties): equipoise.program.Program;

            /**
             * Encodes the specified Program message. Does not implicitly {@link equipoise.program.Program.verify|verify} messages.
             * @param message Program message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.Program.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Program message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.Program & equipoise.program.Program.$Shape} Program
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.Program & equipoise.program.Program.$Shape;
        }

        namespace Program {

            /** Properties of a Program. */
            interface $Properties {

                /** Program formatVersion */
                formatVersion?: (number|null);

                /** Program compiler */
                compiler?: (string|null);

                /** Program name */
                name?: (string|null);

                /** Program target */
                target?: (string|null);

                /** Program board */
                board?: (string|null);

                /** Program profile */
                profile?: (string|null);

                /** Program oversize */
                oversize?: (boolean|null);

                /** Program dt */
                dt?: (number|null);

                /** Program seed */
                seed?: (number|null);

                /** Program steps */
                steps?: (number|null);

                /** Program burnInSteps */
                burnInSteps?: (number|null);

                /** Program size */
                size?: (number|null);

                /** Program populations */
                populations?: (equipoise.program.Population.$Properties[]|null);

                /** Program inputs */
                inputs?: (equipoise.program.InputPort.$Properties[]|null);

                /** Program groups */
                groups?: (equipoise.program.SynapseGroup.$Properties[]|null);

                /** Program cores */
                cores?: (equipoise.program.Core.$Properties[]|null);

                /** Program inputRouting */
                inputRouting?: (equipoise.program.InputRouting.$Properties[]|null);

                /** Program biasChanges */
                biasChanges?: (equipoise.program.BiasChange.$Properties[]|null);

                /** Program readbackVLsb */
                readbackVLsb?: (Uint8Array|null);

                /** Program readbackVOffset */
                readbackVOffset?: (Uint8Array|null);

                /** Program sourceMap */
                sourceMap?: (equipoise.program.SourceMapEntry.$Properties[]|null);

                /** Program ledger */
                ledger?: (equipoise.program.LossEntry.$Properties[]|null);

                /** Program options */
                options?: (string|null);

                /** Program spinnaker */
                spinnaker?: (equipoise.program.SpinnakerMachine.$Properties|null);

                /** Program probes */
                probes?: (equipoise.program.Probe.$Properties[]|null);

                /** Program spikesProbed */
                spikesProbed?: (boolean|null);

                /** Program other */
                other?: (equipoise.program.OtherImage.$Properties|null);

                /** Program routesByAxon */
                routesByAxon?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Program. */
            type $Shape = equipoise.program.Program.$Properties;
        }

        /**
         * Properties of a Probe.
         * @deprecated Use equipoise.program.Probe.$Properties instead.
         */
        interface IProbe extends equipoise.program.Probe.$Properties {
        }

        /** Represents a Probe. */
        class Probe {

            /**
             * Constructs a new Probe.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.Probe.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Probe population. */
            population: string;

            /** Probe neurons. */
            neurons: Uint8Array;

            /** Probe variable. */
            variable: string;

            /** Probe period. */
            period: number;

            /**
             * Creates a new Probe instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Probe instance
             */
            static create(properties: equipoise.program.Probe.$Shape): equipoise.program.Probe & equipoise.program.Probe.$Shape;
            static create(properties?: equipoise.program.Probe.$Properties): equipoise.program.Probe;

            /**
             * Encodes the specified Probe message. Does not implicitly {@link equipoise.program.Probe.verify|verify} messages.
             * @param message Probe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.Probe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Probe message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.Probe & equipoise.program.Probe.$Shape} Probe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.Probe & equipoise.program.Probe.$Shape;
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

                /** Probe period */
                period?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Probe. */
            type $Shape = equipoise.program.Probe.$Properties;
        }

        /**
         * Properties of an OtherImage.
         * @deprecated Use equipoise.program.OtherImage.$Properties instead.
         */
        interface IOtherImage extends equipoise.program.OtherImage.$Properties {
        }

        /** Represents an OtherImage. */
        class OtherImage {

            /**
             * Constructs a new OtherImage.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.OtherImage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OtherImage family. */
            family: string;

            /** OtherImage image. */
            image: Uint8Array;

            /**
             * Creates a new OtherImage instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OtherImage instance
             */
            static create(properties: equipoise.program.OtherImage.$Shape): equipoise.program.OtherImage & equipoise.program.OtherImage.$Shape;
            static create(properties?: equipoise.program.OtherImage.$Properties): equipoise.program.OtherImage;

            /**
             * Encodes the specified OtherImage message. Does not implicitly {@link equipoise.program.OtherImage.verify|verify} messages.
             * @param message OtherImage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.OtherImage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OtherImage message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.OtherImage & equipoise.program.OtherImage.$Shape} OtherImage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.OtherImage & equipoise.program.OtherImage.$Shape;
        }

        namespace OtherImage {

            /** Properties of an OtherImage. */
            interface $Properties {

                /** OtherImage family */
                family?: (string|null);

                /** OtherImage image */
                image?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OtherImage. */
            type $Shape = equipoise.program.OtherImage.$Properties;
        }

        /**
         * Properties of a Population.
         * @deprecated Use equipoise.program.Population.$Properties instead.
         */
        interface IPopulation extends equipoise.program.Population.$Properties {
        }

        /** Represents a Population. */
        class Population {

            /**
             * Constructs a new Population.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.Population.$Properties);

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
            static create(properties: equipoise.program.Population.$Shape): equipoise.program.Population & equipoise.program.Population.$Shape;
            static create(properties?: equipoise.program.Population.$Properties): equipoise.program.Population;

            /**
             * Encodes the specified Population message. Does not implicitly {@link equipoise.program.Population.verify|verify} messages.
             * @param message Population message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.Population.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Population message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.Population & equipoise.program.Population.$Shape} Population
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.Population & equipoise.program.Population.$Shape;
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
            type $Shape = equipoise.program.Population.$Properties;
        }

        /** InputKind enum. */
        enum InputKind {

            /** INPUT_UNKNOWN value */
            INPUT_UNKNOWN = 0,

            /** POISSON value */
            POISSON = 1,

            /** SPIKE_TIMES value */
            SPIKE_TIMES = 2,

            /** HOST value */
            HOST = 3
        }

        /**
         * Properties of an InputPort.
         * @deprecated Use equipoise.program.InputPort.$Properties instead.
         */
        interface IInputPort extends equipoise.program.InputPort.$Properties {
        }

        /** Represents an InputPort. */
        class InputPort {

            /**
             * Constructs a new InputPort.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.InputPort.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** InputPort name. */
            name: string;

            /** InputPort first. */
            first: number;

            /** InputPort size. */
            size: number;

            /** InputPort kind. */
            kind: equipoise.program.InputKind;

            /** InputPort rate. */
            rate: Uint8Array;

            /** InputPort startStep. */
            startStep: number;

            /** InputPort stopStep. */
            stopStep: number;

            /** InputPort stream. */
            stream: number;

            /** InputPort spikeSteps. */
            spikeSteps: Uint8Array;

            /** InputPort spikeIds. */
            spikeIds: Uint8Array;

            /**
             * Creates a new InputPort instance using the specified properties.
             * @param [properties] Properties to set
             * @returns InputPort instance
             */
            static create(properties: equipoise.program.InputPort.$Shape): equipoise.program.InputPort & equipoise.program.InputPort.$Shape;
            static create(properties?: equipoise.program.InputPort.$Properties): equipoise.program.InputPort;

            /**
             * Encodes the specified InputPort message. Does not implicitly {@link equipoise.program.InputPort.verify|verify} messages.
             * @param message InputPort message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.InputPort.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InputPort message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.InputPort & equipoise.program.InputPort.$Shape} InputPort
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.InputPort & equipoise.program.InputPort.$Shape;
        }

        namespace InputPort {

            /** Properties of an InputPort. */
            interface $Properties {

                /** InputPort name */
                name?: (string|null);

                /** InputPort first */
                first?: (number|null);

                /** InputPort size */
                size?: (number|null);

                /** InputPort kind */
                kind?: (equipoise.program.InputKind|null);

                /** InputPort rate */
                rate?: (Uint8Array|null);

                /** InputPort startStep */
                startStep?: (number|null);

                /** InputPort stopStep */
                stopStep?: (number|null);

                /** InputPort stream */
                stream?: (number|null);

                /** InputPort spikeSteps */
                spikeSteps?: (Uint8Array|null);

                /** InputPort spikeIds */
                spikeIds?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an InputPort. */
            type $Shape = equipoise.program.InputPort.$Properties;
        }

        /** SignMode enum. */
        enum SignMode {

            /** SIGN_UNKNOWN value */
            SIGN_UNKNOWN = 0,

            /** EXCITATORY value */
            EXCITATORY = 1,

            /** INHIBITORY value */
            INHIBITORY = 2,

            /** MIXED value */
            MIXED = 3
        }

        /**
         * Properties of a SynapseGroup.
         * @deprecated Use equipoise.program.SynapseGroup.$Properties instead.
         */
        interface ISynapseGroup extends equipoise.program.SynapseGroup.$Properties {
        }

        /** Represents a SynapseGroup. */
        class SynapseGroup {

            /**
             * Constructs a new SynapseGroup.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.SynapseGroup.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SynapseGroup name. */
            name: string;

            /** SynapseGroup weightExponent. */
            weightExponent: number;

            /** SynapseGroup weightBits. */
            weightBits: number;

            /** SynapseGroup signMode. */
            signMode: equipoise.program.SignMode;

            /** SynapseGroup graded. */
            graded: boolean;

            /**
             * Creates a new SynapseGroup instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SynapseGroup instance
             */
            static create(properties: equipoise.program.SynapseGroup.$Shape): equipoise.program.SynapseGroup & equipoise.program.SynapseGroup.$Shape;
            static create(properties?: equipoise.program.SynapseGroup.$Properties): equipoise.program.SynapseGroup;

            /**
             * Encodes the specified SynapseGroup message. Does not implicitly {@link equipoise.program.SynapseGroup.verify|verify} messages.
             * @param message SynapseGroup message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.SynapseGroup.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SynapseGroup message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.SynapseGroup & equipoise.program.SynapseGroup.$Shape} SynapseGroup
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.SynapseGroup & equipoise.program.SynapseGroup.$Shape;
        }

        namespace SynapseGroup {

            /** Properties of a SynapseGroup. */
            interface $Properties {

                /** SynapseGroup name */
                name?: (string|null);

                /** SynapseGroup weightExponent */
                weightExponent?: (number|null);

                /** SynapseGroup weightBits */
                weightBits?: (number|null);

                /** SynapseGroup signMode */
                signMode?: (equipoise.program.SignMode|null);

                /** SynapseGroup graded */
                graded?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SynapseGroup. */
            type $Shape = equipoise.program.SynapseGroup.$Properties;
        }

        /**
         * Properties of a CompartmentProfile.
         * @deprecated Use equipoise.program.CompartmentProfile.$Properties instead.
         */
        interface ICompartmentProfile extends equipoise.program.CompartmentProfile.$Properties {
        }

        /** Represents a CompartmentProfile. */
        class CompartmentProfile {

            /**
             * Constructs a new CompartmentProfile.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.CompartmentProfile.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CompartmentProfile du. */
            du: number;

            /** CompartmentProfile dv. */
            dv: number;

            /** CompartmentProfile refractory. */
            refractory: number;

            /** CompartmentProfile noise. */
            noise: boolean;

            /**
             * Creates a new CompartmentProfile instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CompartmentProfile instance
             */
            static create(properties: equipoise.program.CompartmentProfile.$Shape): equipoise.program.CompartmentProfile & equipoise.program.CompartmentProfile.$Shape;
            static create(properties?: equipoise.program.CompartmentProfile.$Properties): equipoise.program.CompartmentProfile;

            /**
             * Encodes the specified CompartmentProfile message. Does not implicitly {@link equipoise.program.CompartmentProfile.verify|verify} messages.
             * @param message CompartmentProfile message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.CompartmentProfile.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CompartmentProfile message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.CompartmentProfile & equipoise.program.CompartmentProfile.$Shape} CompartmentProfile
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.CompartmentProfile & equipoise.program.CompartmentProfile.$Shape;
        }

        namespace CompartmentProfile {

            /** Properties of a CompartmentProfile. */
            interface $Properties {

                /** CompartmentProfile du */
                du?: (number|null);

                /** CompartmentProfile dv */
                dv?: (number|null);

                /** CompartmentProfile refractory */
                refractory?: (number|null);

                /** CompartmentProfile noise */
                noise?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CompartmentProfile. */
            type $Shape = equipoise.program.CompartmentProfile.$Properties;
        }

        /** Compression enum. */
        enum Compression {

            /** COMPRESSION_UNKNOWN value */
            COMPRESSION_UNKNOWN = 0,

            /** SPARSE value */
            SPARSE = 1,

            /** DENSE value */
            DENSE = 2
        }

        /**
         * Properties of a SynapseFormat.
         * @deprecated Use equipoise.program.SynapseFormat.$Properties instead.
         */
        interface ISynapseFormat extends equipoise.program.SynapseFormat.$Properties {
        }

        /** Represents a SynapseFormat. */
        class SynapseFormat {

            /**
             * Constructs a new SynapseFormat.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.SynapseFormat.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SynapseFormat group. */
            group: number;

            /** SynapseFormat weightBits. */
            weightBits: number;

            /** SynapseFormat delayBits. */
            delayBits: number;

            /** SynapseFormat indexBits. */
            indexBits: number;

            /** SynapseFormat compression. */
            compression: equipoise.program.Compression;

            /**
             * Creates a new SynapseFormat instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SynapseFormat instance
             */
            static create(properties: equipoise.program.SynapseFormat.$Shape): equipoise.program.SynapseFormat & equipoise.program.SynapseFormat.$Shape;
            static create(properties?: equipoise.program.SynapseFormat.$Properties): equipoise.program.SynapseFormat;

            /**
             * Encodes the specified SynapseFormat message. Does not implicitly {@link equipoise.program.SynapseFormat.verify|verify} messages.
             * @param message SynapseFormat message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.SynapseFormat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SynapseFormat message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.SynapseFormat & equipoise.program.SynapseFormat.$Shape} SynapseFormat
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.SynapseFormat & equipoise.program.SynapseFormat.$Shape;
        }

        namespace SynapseFormat {

            /** Properties of a SynapseFormat. */
            interface $Properties {

                /** SynapseFormat group */
                group?: (number|null);

                /** SynapseFormat weightBits */
                weightBits?: (number|null);

                /** SynapseFormat delayBits */
                delayBits?: (number|null);

                /** SynapseFormat indexBits */
                indexBits?: (number|null);

                /** SynapseFormat compression */
                compression?: (equipoise.program.Compression|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SynapseFormat. */
            type $Shape = equipoise.program.SynapseFormat.$Properties;
        }

        /** NoiseTarget enum. */
        enum NoiseTarget {

            /** NOISE_UNKNOWN value */
            NOISE_UNKNOWN = 0,

            /** NOISE_U value */
            NOISE_U = 1,

            /** NOISE_V value */
            NOISE_V = 2
        }

        /**
         * Properties of a CoreNoise.
         * @deprecated Use equipoise.program.CoreNoise.$Properties instead.
         */
        interface ICoreNoise extends equipoise.program.CoreNoise.$Properties {
        }

        /** Represents a CoreNoise. */
        class CoreNoise {

            /**
             * Constructs a new CoreNoise.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.CoreNoise.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CoreNoise target. */
            target: equipoise.program.NoiseTarget;

            /** CoreNoise exponent. */
            exponent: number;

            /** CoreNoise mantissaOffset. */
            mantissaOffset: number;

            /**
             * Creates a new CoreNoise instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CoreNoise instance
             */
            static create(properties: equipoise.program.CoreNoise.$Shape): equipoise.program.CoreNoise & equipoise.program.CoreNoise.$Shape;
            static create(properties?: equipoise.program.CoreNoise.$Properties): equipoise.program.CoreNoise;

            /**
             * Encodes the specified CoreNoise message. Does not implicitly {@link equipoise.program.CoreNoise.verify|verify} messages.
             * @param message CoreNoise message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.CoreNoise.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CoreNoise message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.CoreNoise & equipoise.program.CoreNoise.$Shape} CoreNoise
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.CoreNoise & equipoise.program.CoreNoise.$Shape;
        }

        namespace CoreNoise {

            /** Properties of a CoreNoise. */
            interface $Properties {

                /** CoreNoise target */
                target?: (equipoise.program.NoiseTarget|null);

                /** CoreNoise exponent */
                exponent?: (number|null);

                /** CoreNoise mantissaOffset */
                mantissaOffset?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CoreNoise. */
            type $Shape = equipoise.program.CoreNoise.$Properties;
        }

        /**
         * Properties of a Core.
         * @deprecated Use equipoise.program.Core.$Properties instead.
         */
        interface ICore extends equipoise.program.Core.$Properties {
        }

        /** Represents a Core. */
        class Core {

            /**
             * Constructs a new Core.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.Core.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Core chip. */
            chip: number;

            /** Core core. */
            core: number;

            /** Core x. */
            x: number;

            /** Core y. */
            y: number;

            /** Core neurons. */
            neurons: Uint8Array;

            /** Core profiles. */
            profiles: equipoise.program.CompartmentProfile.$Properties[];

            /** Core profileOf. */
            profileOf: Uint8Array;

            /** Core thresholds. */
            thresholds: Uint8Array;

            /** Core thresholdOf. */
            thresholdOf: Uint8Array;

            /** Core biasMantissa. */
            biasMantissa: Uint8Array;

            /** Core biasExponent. */
            biasExponent: Uint8Array;

            /** Core u0. */
            u0: Uint8Array;

            /** Core v0. */
            v0: Uint8Array;

            /** Core vmin. */
            vmin: number;

            /** Core vmax. */
            vmax: number;

            /** Core noise. */
            noise?: (equipoise.program.CoreNoise.$Properties|null);

            /** Core formats. */
            formats: equipoise.program.SynapseFormat.$Properties[];

            /** Core axonStart. */
            axonStart: Uint8Array;

            /** Core axonEnd. */
            axonEnd: Uint8Array;

            /** Core axonBase. */
            axonBase: Uint8Array;

            /** Core synapseMemory. */
            synapseMemory: Uint8Array;

            /** Core outStart. */
            outStart: Uint8Array;

            /** Core outCore. */
            outCore: Uint8Array;

            /** Core outAxon. */
            outAxon: Uint8Array;

            /** Core axonSources. */
            axonSources: Uint8Array;

            /** Core axonLists. */
            axonLists: Uint8Array;

            /**
             * Creates a new Core instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Core instance
             */
            static create(properties: equipoise.program.Core.$Shape): equipoise.program.Core & equipoise.program.Core.$Shape;
            static create(properties?: equipoise.program.Core.$Properties): equipoise.program.Core;

            /**
             * Encodes the specified Core message. Does not implicitly {@link equipoise.program.Core.verify|verify} messages.
             * @param message Core message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.Core.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Core message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.Core & equipoise.program.Core.$Shape} Core
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.Core & equipoise.program.Core.$Shape;
        }

        namespace Core {

            /** Properties of a Core. */
            interface $Properties {

                /** Core chip */
                chip?: (number|null);

                /** Core core */
                core?: (number|null);

                /** Core x */
                x?: (number|null);

                /** Core y */
                y?: (number|null);

                /** Core neurons */
                neurons?: (Uint8Array|null);

                /** Core profiles */
                profiles?: (equipoise.program.CompartmentProfile.$Properties[]|null);

                /** Core profileOf */
                profileOf?: (Uint8Array|null);

                /** Core thresholds */
                thresholds?: (Uint8Array|null);

                /** Core thresholdOf */
                thresholdOf?: (Uint8Array|null);

                /** Core biasMantissa */
                biasMantissa?: (Uint8Array|null);

                /** Core biasExponent */
                biasExponent?: (Uint8Array|null);

                /** Core u0 */
                u0?: (Uint8Array|null);

                /** Core v0 */
                v0?: (Uint8Array|null);

                /** Core vmin */
                vmin?: (number|null);

                /** Core vmax */
                vmax?: (number|null);

                /** Core noise */
                noise?: (equipoise.program.CoreNoise.$Properties|null);

                /** Core formats */
                formats?: (equipoise.program.SynapseFormat.$Properties[]|null);

                /** Core axonStart */
                axonStart?: (Uint8Array|null);

                /** Core axonEnd */
                axonEnd?: (Uint8Array|null);

                /** Core axonBase */
                axonBase?: (Uint8Array|null);

                /** Core synapseMemory */
                synapseMemory?: (Uint8Array|null);

                /** Core outStart */
                outStart?: (Uint8Array|null);

                /** Core outCore */
                outCore?: (Uint8Array|null);

                /** Core outAxon */
                outAxon?: (Uint8Array|null);

                /** Core axonSources */
                axonSources?: (Uint8Array|null);

                /** Core axonLists */
                axonLists?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Core. */
            type $Shape = equipoise.program.Core.$Properties;
        }

        /**
         * Properties of an InputRouting.
         * @deprecated Use equipoise.program.InputRouting.$Properties instead.
         */
        interface IInputRouting extends equipoise.program.InputRouting.$Properties {
        }

        /** Represents an InputRouting. */
        class InputRouting {

            /**
             * Constructs a new InputRouting.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.InputRouting.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** InputRouting port. */
            port: number;

            /** InputRouting start. */
            start: Uint8Array;

            /** InputRouting core. */
            core: Uint8Array;

            /** InputRouting axon. */
            axon: Uint8Array;

            /**
             * Creates a new InputRouting instance using the specified properties.
             * @param [properties] Properties to set
             * @returns InputRouting instance
             */
            static create(properties: equipoise.program.InputRouting.$Shape): equipoise.program.InputRouting & equipoise.program.InputRouting.$Shape;
            static create(properties?: equipoise.program.InputRouting.$Properties): equipoise.program.InputRouting;

            /**
             * Encodes the specified InputRouting message. Does not implicitly {@link equipoise.program.InputRouting.verify|verify} messages.
             * @param message InputRouting message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.InputRouting.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InputRouting message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.InputRouting & equipoise.program.InputRouting.$Shape} InputRouting
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.InputRouting & equipoise.program.InputRouting.$Shape;
        }

        namespace InputRouting {

            /** Properties of an InputRouting. */
            interface $Properties {

                /** InputRouting port */
                port?: (number|null);

                /** InputRouting start */
                start?: (Uint8Array|null);

                /** InputRouting core */
                core?: (Uint8Array|null);

                /** InputRouting axon */
                axon?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an InputRouting. */
            type $Shape = equipoise.program.InputRouting.$Properties;
        }

        /**
         * Properties of a BiasChange.
         * @deprecated Use equipoise.program.BiasChange.$Properties instead.
         */
        interface IBiasChange extends equipoise.program.BiasChange.$Properties {
        }

        /** Represents a BiasChange. */
        class BiasChange {

            /**
             * Constructs a new BiasChange.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.BiasChange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BiasChange step. */
            step: number;

            /** BiasChange neurons. */
            neurons: Uint8Array;

            /** BiasChange mantissa. */
            mantissa: Uint8Array;

            /** BiasChange exponent. */
            exponent: Uint8Array;

            /**
             * Creates a new BiasChange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BiasChange instance
             */
            static create(properties: equipoise.program.BiasChange.$Shape): equipoise.program.BiasChange & equipoise.program.BiasChange.$Shape;
            static create(properties?: equipoise.program.BiasChange.$Properties): equipoise.program.BiasChange;

            /**
             * Encodes the specified BiasChange message. Does not implicitly {@link equipoise.program.BiasChange.verify|verify} messages.
             * @param message BiasChange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.BiasChange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BiasChange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.BiasChange & equipoise.program.BiasChange.$Shape} BiasChange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.BiasChange & equipoise.program.BiasChange.$Shape;
        }

        namespace BiasChange {

            /** Properties of a BiasChange. */
            interface $Properties {

                /** BiasChange step */
                step?: (number|null);

                /** BiasChange neurons */
                neurons?: (Uint8Array|null);

                /** BiasChange mantissa */
                mantissa?: (Uint8Array|null);

                /** BiasChange exponent */
                exponent?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BiasChange. */
            type $Shape = equipoise.program.BiasChange.$Properties;
        }

        /**
         * Properties of a SourceMapEntry.
         * @deprecated Use equipoise.program.SourceMapEntry.$Properties instead.
         */
        interface ISourceMapEntry extends equipoise.program.SourceMapEntry.$Properties {
        }

        /** Represents a SourceMapEntry. */
        class SourceMapEntry {

            /**
             * Constructs a new SourceMapEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.SourceMapEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SourceMapEntry object. */
            object: string;

            /** SourceMapEntry groups. */
            groups: number[];

            /** SourceMapEntry synapses. */
            synapses: number;

            /**
             * Creates a new SourceMapEntry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SourceMapEntry instance
             */
            static create(properties: equipoise.program.SourceMapEntry.$Shape): equipoise.program.SourceMapEntry & equipoise.program.SourceMapEntry.$Shape;
            static create(properties?: equipoise.program.SourceMapEntry.$Properties): equipoise.program.SourceMapEntry;

            /**
             * Encodes the specified SourceMapEntry message. Does not implicitly {@link equipoise.program.SourceMapEntry.verify|verify} messages.
             * @param message SourceMapEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.SourceMapEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SourceMapEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.SourceMapEntry & equipoise.program.SourceMapEntry.$Shape} SourceMapEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.SourceMapEntry & equipoise.program.SourceMapEntry.$Shape;
        }

        namespace SourceMapEntry {

            /** Properties of a SourceMapEntry. */
            interface $Properties {

                /** SourceMapEntry object */
                object?: (string|null);

                /** SourceMapEntry groups */
                groups?: (number[]|null);

                /** SourceMapEntry synapses */
                synapses?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SourceMapEntry. */
            type $Shape = equipoise.program.SourceMapEntry.$Properties;
        }

        /**
         * Properties of a LossEntry.
         * @deprecated Use equipoise.program.LossEntry.$Properties instead.
         */
        interface ILossEntry extends equipoise.program.LossEntry.$Properties {
        }

        /** Represents a LossEntry. */
        class LossEntry {

            /**
             * Constructs a new LossEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.LossEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LossEntry kind. */
            kind: string;

            /** LossEntry where. */
            where: string;

            /** LossEntry count. */
            count: number;

            /** LossEntry of. */
            of: number;

            /** LossEntry worst. */
            worst: number;

            /** LossEntry unit. */
            unit: string;

            /** LossEntry meanInputChange. */
            meanInputChange: number;

            /** LossEntry note. */
            note: string;

            /** LossEntry fittingScale. */
            fittingScale: number;

            /**
             * Creates a new LossEntry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LossEntry instance
             */
            static create(properties: equipoise.program.LossEntry.$Shape): equipoise.program.LossEntry & equipoise.program.LossEntry.$Shape;
            static create(properties?: equipoise.program.LossEntry.$Properties): equipoise.program.LossEntry;

            /**
             * Encodes the specified LossEntry message. Does not implicitly {@link equipoise.program.LossEntry.verify|verify} messages.
             * @param message LossEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.LossEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LossEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.LossEntry & equipoise.program.LossEntry.$Shape} LossEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.LossEntry & equipoise.program.LossEntry.$Shape;
        }

        namespace LossEntry {

            /** Properties of a LossEntry. */
            interface $Properties {

                /** LossEntry kind */
                kind?: (string|null);

                /** LossEntry where */
                where?: (string|null);

                /** LossEntry count */
                count?: (number|null);

                /** LossEntry of */
                of?: (number|null);

                /** LossEntry worst */
                worst?: (number|null);

                /** LossEntry unit */
                unit?: (string|null);

                /** LossEntry meanInputChange */
                meanInputChange?: (number|null);

                /** LossEntry note */
                note?: (string|null);

                /** LossEntry fittingScale */
                fittingScale?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LossEntry. */
            type $Shape = equipoise.program.LossEntry.$Properties;
        }

        /**
         * Properties of a SpinnakerMachine.
         * @deprecated Use equipoise.program.SpinnakerMachine.$Properties instead.
         */
        interface ISpinnakerMachine extends equipoise.program.SpinnakerMachine.$Properties {
        }

        /** Represents a SpinnakerMachine. */
        class SpinnakerMachine {

            /**
             * Constructs a new SpinnakerMachine.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.SpinnakerMachine.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SpinnakerMachine dtRaw. */
            dtRaw: number;

            /** SpinnakerMachine cores. */
            cores: equipoise.program.SpinnakerCore.$Properties[];

            /** SpinnakerMachine offsetChanges. */
            offsetChanges: equipoise.program.OffsetChange.$Properties[];

            /** SpinnakerMachine mapping. */
            mapping?: (equipoise.program.SpinnakerMapping.$Properties|null);

            /** SpinnakerMachine poissonCores. */
            poissonCores: equipoise.program.SpinnakerPoisson.$Properties[];

            /**
             * Creates a new SpinnakerMachine instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SpinnakerMachine instance
             */
            static create(properties: equipoise.program.SpinnakerMachine.$Shape): equipoise.program.SpinnakerMachine & equipoise.program.SpinnakerMachine.$Shape;
            static create(properties?: equipoise.program.SpinnakerMachine.$Properties): equipoise.program.SpinnakerMachine;

            /**
             * Encodes the specified SpinnakerMachine message. Does not implicitly {@link equipoise.program.SpinnakerMachine.verify|verify} messages.
             * @param message SpinnakerMachine message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.SpinnakerMachine.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SpinnakerMachine message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.SpinnakerMachine & equipoise.program.SpinnakerMachine.$Shape} SpinnakerMachine
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.SpinnakerMachine & equipoise.program.SpinnakerMachine.$Shape;
        }

        namespace SpinnakerMachine {

            /** Properties of a SpinnakerMachine. */
            interface $Properties {

                /** SpinnakerMachine dtRaw */
                dtRaw?: (number|null);

                /** SpinnakerMachine cores */
                cores?: (equipoise.program.SpinnakerCore.$Properties[]|null);

                /** SpinnakerMachine offsetChanges */
                offsetChanges?: (equipoise.program.OffsetChange.$Properties[]|null);

                /** SpinnakerMachine mapping */
                mapping?: (equipoise.program.SpinnakerMapping.$Properties|null);

                /** SpinnakerMachine poissonCores */
                poissonCores?: (equipoise.program.SpinnakerPoisson.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SpinnakerMachine. */
            type $Shape = equipoise.program.SpinnakerMachine.$Properties;
        }

        /**
         * Properties of a SpinnakerPoisson.
         * @deprecated Use equipoise.program.SpinnakerPoisson.$Properties instead.
         */
        interface ISpinnakerPoisson extends equipoise.program.SpinnakerPoisson.$Properties {
        }

        /** Represents a SpinnakerPoisson. */
        class SpinnakerPoisson {

            /**
             * Constructs a new SpinnakerPoisson.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.SpinnakerPoisson.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SpinnakerPoisson first. */
            first: number;

            /** SpinnakerPoisson size. */
            size: number;

            /** SpinnakerPoisson rates. */
            rates: Uint8Array;

            /** SpinnakerPoisson startTick. */
            startTick: number;

            /** SpinnakerPoisson stopTick. */
            stopTick: number;

            /** SpinnakerPoisson seed. */
            seed: Uint8Array;

            /** SpinnakerPoisson secondsPerTick. */
            secondsPerTick: number;

            /** SpinnakerPoisson ticksPerMs. */
            ticksPerMs: number;

            /** SpinnakerPoisson slowCutoff. */
            slowCutoff: number;

            /** SpinnakerPoisson fastCutoff. */
            fastCutoff: number;

            /**
             * Creates a new SpinnakerPoisson instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SpinnakerPoisson instance
             */
            static create(properties: equipoise.program.SpinnakerPoisson.$Shape): equipoise.program.SpinnakerPoisson & equipoise.program.SpinnakerPoisson.$Shape;
            static create(properties?: equipoise.program.SpinnakerPoisson.$Properties): equipoise.program.SpinnakerPoisson;

            /**
             * Encodes the specified SpinnakerPoisson message. Does not implicitly {@link equipoise.program.SpinnakerPoisson.verify|verify} messages.
             * @param message SpinnakerPoisson message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.SpinnakerPoisson.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SpinnakerPoisson message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.SpinnakerPoisson & equipoise.program.SpinnakerPoisson.$Shape} SpinnakerPoisson
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.SpinnakerPoisson & equipoise.program.SpinnakerPoisson.$Shape;
        }

        namespace SpinnakerPoisson {

            /** Properties of a SpinnakerPoisson. */
            interface $Properties {

                /** SpinnakerPoisson first */
                first?: (number|null);

                /** SpinnakerPoisson size */
                size?: (number|null);

                /** SpinnakerPoisson rates */
                rates?: (Uint8Array|null);

                /** SpinnakerPoisson startTick */
                startTick?: (number|null);

                /** SpinnakerPoisson stopTick */
                stopTick?: (number|null);

                /** SpinnakerPoisson seed */
                seed?: (Uint8Array|null);

                /** SpinnakerPoisson secondsPerTick */
                secondsPerTick?: (number|null);

                /** SpinnakerPoisson ticksPerMs */
                ticksPerMs?: (number|null);

                /** SpinnakerPoisson slowCutoff */
                slowCutoff?: (number|null);

                /** SpinnakerPoisson fastCutoff */
                fastCutoff?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SpinnakerPoisson. */
            type $Shape = equipoise.program.SpinnakerPoisson.$Properties;
        }

        /**
         * Properties of a SpinnakerMapping.
         * @deprecated Use equipoise.program.SpinnakerMapping.$Properties instead.
         */
        interface ISpinnakerMapping extends equipoise.program.SpinnakerMapping.$Properties {
        }

        /** Represents a SpinnakerMapping. */
        class SpinnakerMapping {

            /**
             * Constructs a new SpinnakerMapping.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.SpinnakerMapping.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SpinnakerMapping chipX. */
            chipX: Uint8Array;

            /** SpinnakerMapping chipY. */
            chipY: Uint8Array;

            /** SpinnakerMapping core. */
            core: Uint8Array;

            /** SpinnakerMapping senders. */
            senders: equipoise.program.SenderKeys.$Properties[];

            /** SpinnakerMapping tables. */
            tables: equipoise.program.RoutingTable.$Properties[];

            /**
             * Creates a new SpinnakerMapping instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SpinnakerMapping instance
             */
            static create(properties: equipoise.program.SpinnakerMapping.$Shape): equipoise.program.SpinnakerMapping & equipoise.program.SpinnakerMapping.$Shape;
            static create(properties?: equipoise.program.SpinnakerMapping.$Properties): equipoise.program.SpinnakerMapping;

            /**
             * Encodes the specified SpinnakerMapping message. Does not implicitly {@link equipoise.program.SpinnakerMapping.verify|verify} messages.
             * @param message SpinnakerMapping message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.SpinnakerMapping.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SpinnakerMapping message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.SpinnakerMapping & equipoise.program.SpinnakerMapping.$Shape} SpinnakerMapping
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.SpinnakerMapping & equipoise.program.SpinnakerMapping.$Shape;
        }

        namespace SpinnakerMapping {

            /** Properties of a SpinnakerMapping. */
            interface $Properties {

                /** SpinnakerMapping chipX */
                chipX?: (Uint8Array|null);

                /** SpinnakerMapping chipY */
                chipY?: (Uint8Array|null);

                /** SpinnakerMapping core */
                core?: (Uint8Array|null);

                /** SpinnakerMapping senders */
                senders?: (equipoise.program.SenderKeys.$Properties[]|null);

                /** SpinnakerMapping tables */
                tables?: (equipoise.program.RoutingTable.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SpinnakerMapping. */
            type $Shape = equipoise.program.SpinnakerMapping.$Properties;
        }

        /**
         * Properties of a SenderKeys.
         * @deprecated Use equipoise.program.SenderKeys.$Properties instead.
         */
        interface ISenderKeys extends equipoise.program.SenderKeys.$Properties {
        }

        /** Represents a SenderKeys. */
        class SenderKeys {

            /**
             * Constructs a new SenderKeys.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.SenderKeys.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SenderKeys firstId. */
            firstId: number;

            /** SenderKeys atoms. */
            atoms: number;

            /** SenderKeys extraDelay. */
            extraDelay: number;

            /** SenderKeys core. */
            core: number;

            /** SenderKeys key. */
            key: number;

            /** SenderKeys mask. */
            mask: number;

            /**
             * Creates a new SenderKeys instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SenderKeys instance
             */
            static create(properties: equipoise.program.SenderKeys.$Shape): equipoise.program.SenderKeys & equipoise.program.SenderKeys.$Shape;
            static create(properties?: equipoise.program.SenderKeys.$Properties): equipoise.program.SenderKeys;

            /**
             * Encodes the specified SenderKeys message. Does not implicitly {@link equipoise.program.SenderKeys.verify|verify} messages.
             * @param message SenderKeys message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.SenderKeys.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SenderKeys message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.SenderKeys & equipoise.program.SenderKeys.$Shape} SenderKeys
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.SenderKeys & equipoise.program.SenderKeys.$Shape;
        }

        namespace SenderKeys {

            /** Properties of a SenderKeys. */
            interface $Properties {

                /** SenderKeys firstId */
                firstId?: (number|null);

                /** SenderKeys atoms */
                atoms?: (number|null);

                /** SenderKeys extraDelay */
                extraDelay?: (number|null);

                /** SenderKeys core */
                core?: (number|null);

                /** SenderKeys key */
                key?: (number|null);

                /** SenderKeys mask */
                mask?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SenderKeys. */
            type $Shape = equipoise.program.SenderKeys.$Properties;
        }

        /**
         * Properties of a RoutingTable.
         * @deprecated Use equipoise.program.RoutingTable.$Properties instead.
         */
        interface IRoutingTable extends equipoise.program.RoutingTable.$Properties {
        }

        /** Represents a RoutingTable. */
        class RoutingTable {

            /**
             * Constructs a new RoutingTable.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.RoutingTable.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RoutingTable x. */
            x: number;

            /** RoutingTable y. */
            y: number;

            /** RoutingTable keys. */
            keys: Uint8Array;

            /** RoutingTable masks. */
            masks: Uint8Array;

            /** RoutingTable routes. */
            routes: Uint8Array;

            /**
             * Creates a new RoutingTable instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RoutingTable instance
             */
            static create(properties: equipoise.program.RoutingTable.$Shape): equipoise.program.RoutingTable & equipoise.program.RoutingTable.$Shape;
            static create(properties?: equipoise.program.RoutingTable.$Properties): equipoise.program.RoutingTable;

            /**
             * Encodes the specified RoutingTable message. Does not implicitly {@link equipoise.program.RoutingTable.verify|verify} messages.
             * @param message RoutingTable message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.RoutingTable.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RoutingTable message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.RoutingTable & equipoise.program.RoutingTable.$Shape} RoutingTable
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.RoutingTable & equipoise.program.RoutingTable.$Shape;
        }

        namespace RoutingTable {

            /** Properties of a RoutingTable. */
            interface $Properties {

                /** RoutingTable x */
                x?: (number|null);

                /** RoutingTable y */
                y?: (number|null);

                /** RoutingTable keys */
                keys?: (Uint8Array|null);

                /** RoutingTable masks */
                masks?: (Uint8Array|null);

                /** RoutingTable routes */
                routes?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RoutingTable. */
            type $Shape = equipoise.program.RoutingTable.$Properties;
        }

        /** SpinnakerModel enum. */
        enum SpinnakerModel {

            /** MODEL_UNKNOWN value */
            MODEL_UNKNOWN = 0,

            /** IF_CURR_EXP value */
            IF_CURR_EXP = 1,

            /** IF_CURR_DELTA value */
            IF_CURR_DELTA = 2,

            /** IF_COND_EXP value */
            IF_COND_EXP = 3
        }

        /**
         * Properties of a SpinnakerCore.
         * @deprecated Use equipoise.program.SpinnakerCore.$Properties instead.
         */
        interface ISpinnakerCore extends equipoise.program.SpinnakerCore.$Properties {
        }

        /** Represents a SpinnakerCore. */
        class SpinnakerCore {

            /**
             * Constructs a new SpinnakerCore.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.SpinnakerCore.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SpinnakerCore model. */
            model: equipoise.program.SpinnakerModel;

            /** SpinnakerCore neurons. */
            neurons: Uint8Array;

            /** SpinnakerCore synapseCores. */
            synapseCores: number;

            /** SpinnakerCore stepsPerTick. */
            stepsPerTick: number;

            /** SpinnakerCore parameters. */
            parameters?: (equipoise.program.SpinnakerParameters.$Properties|null);

            /** SpinnakerCore indexBits. */
            indexBits: number;

            /** SpinnakerCore typeBits. */
            typeBits: number;

            /** SpinnakerCore delayBits. */
            delayBits: number;

            /** SpinnakerCore shiftExcitatory. */
            shiftExcitatory: number;

            /** SpinnakerCore shiftInhibitory. */
            shiftInhibitory: number;

            /** SpinnakerCore blocks. */
            blocks: equipoise.program.SynapticBlock.$Properties[];

            /** SpinnakerCore rowStart. */
            rowStart: Uint8Array;

            /** SpinnakerCore words. */
            words: Uint8Array;

            /**
             * Creates a new SpinnakerCore instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SpinnakerCore instance
             */
            static create(properties: equipoise.program.SpinnakerCore.$Shape): equipoise.program.SpinnakerCore & equipoise.program.SpinnakerCore.$Shape;
            static create(properties?: equipoise.program.SpinnakerCore.$Properties): equipoise.program.SpinnakerCore;

            /**
             * Encodes the specified SpinnakerCore message. Does not implicitly {@link equipoise.program.SpinnakerCore.verify|verify} messages.
             * @param message SpinnakerCore message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.SpinnakerCore.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SpinnakerCore message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.SpinnakerCore & equipoise.program.SpinnakerCore.$Shape} SpinnakerCore
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.SpinnakerCore & equipoise.program.SpinnakerCore.$Shape;
        }

        namespace SpinnakerCore {

            /** Properties of a SpinnakerCore. */
            interface $Properties {

                /** SpinnakerCore model */
                model?: (equipoise.program.SpinnakerModel|null);

                /** SpinnakerCore neurons */
                neurons?: (Uint8Array|null);

                /** SpinnakerCore synapseCores */
                synapseCores?: (number|null);

                /** SpinnakerCore stepsPerTick */
                stepsPerTick?: (number|null);

                /** SpinnakerCore parameters */
                parameters?: (equipoise.program.SpinnakerParameters.$Properties|null);

                /** SpinnakerCore indexBits */
                indexBits?: (number|null);

                /** SpinnakerCore typeBits */
                typeBits?: (number|null);

                /** SpinnakerCore delayBits */
                delayBits?: (number|null);

                /** SpinnakerCore shiftExcitatory */
                shiftExcitatory?: (number|null);

                /** SpinnakerCore shiftInhibitory */
                shiftInhibitory?: (number|null);

                /** SpinnakerCore blocks */
                blocks?: (equipoise.program.SynapticBlock.$Properties[]|null);

                /** SpinnakerCore rowStart */
                rowStart?: (Uint8Array|null);

                /** SpinnakerCore words */
                words?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SpinnakerCore. */
            type $Shape = equipoise.program.SpinnakerCore.$Properties;
        }

        /**
         * Properties of a SpinnakerParameters.
         * @deprecated Use equipoise.program.SpinnakerParameters.$Properties instead.
         */
        interface ISpinnakerParameters extends equipoise.program.SpinnakerParameters.$Properties {
        }

        /** Represents a SpinnakerParameters. */
        class SpinnakerParameters {

            /**
             * Constructs a new SpinnakerParameters.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.SpinnakerParameters.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SpinnakerParameters vInit. */
            vInit: Uint8Array;

            /** SpinnakerParameters vRest. */
            vRest: Uint8Array;

            /** SpinnakerParameters vReset. */
            vReset: Uint8Array;

            /** SpinnakerParameters vThreshold. */
            vThreshold: Uint8Array;

            /** SpinnakerParameters tauM. */
            tauM: Uint8Array;

            /** SpinnakerParameters cM. */
            cM: Uint8Array;

            /** SpinnakerParameters iOffset. */
            iOffset: Uint8Array;

            /** SpinnakerParameters tRefractory. */
            tRefractory: Uint8Array;

            /** SpinnakerParameters refractoryInit. */
            refractoryInit: Uint8Array;

            /** SpinnakerParameters excitatoryInit. */
            excitatoryInit: Uint8Array;

            /** SpinnakerParameters inhibitoryInit. */
            inhibitoryInit: Uint8Array;

            /** SpinnakerParameters tauExcitatory. */
            tauExcitatory?: (Uint8Array|null);

            /** SpinnakerParameters tauInhibitory. */
            tauInhibitory?: (Uint8Array|null);

            /** SpinnakerParameters reversalExcitatory. */
            reversalExcitatory?: (Uint8Array|null);

            /** SpinnakerParameters reversalInhibitory. */
            reversalInhibitory?: (Uint8Array|null);

            /**
             * Creates a new SpinnakerParameters instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SpinnakerParameters instance
             */
            static create(properties: equipoise.program.SpinnakerParameters.$Shape): equipoise.program.SpinnakerParameters & equipoise.program.SpinnakerParameters.$Shape;
            static create(properties?: equipoise.program.SpinnakerParameters.$Properties): equipoise.program.SpinnakerParameters;

            /**
             * Encodes the specified SpinnakerParameters message. Does not implicitly {@link equipoise.program.SpinnakerParameters.verify|verify} messages.
             * @param message SpinnakerParameters message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.SpinnakerParameters.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SpinnakerParameters message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.SpinnakerParameters & equipoise.program.SpinnakerParameters.$Shape} SpinnakerParameters
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.SpinnakerParameters & equipoise.program.SpinnakerParameters.$Shape;
        }

        namespace SpinnakerParameters {

            /** Properties of a SpinnakerParameters. */
            interface $Properties {

                /** SpinnakerParameters vInit */
                vInit?: (Uint8Array|null);

                /** SpinnakerParameters vRest */
                vRest?: (Uint8Array|null);

                /** SpinnakerParameters vReset */
                vReset?: (Uint8Array|null);

                /** SpinnakerParameters vThreshold */
                vThreshold?: (Uint8Array|null);

                /** SpinnakerParameters tauM */
                tauM?: (Uint8Array|null);

                /** SpinnakerParameters cM */
                cM?: (Uint8Array|null);

                /** SpinnakerParameters iOffset */
                iOffset?: (Uint8Array|null);

                /** SpinnakerParameters tRefractory */
                tRefractory?: (Uint8Array|null);

                /** SpinnakerParameters refractoryInit */
                refractoryInit?: (Uint8Array|null);

                /** SpinnakerParameters excitatoryInit */
                excitatoryInit?: (Uint8Array|null);

                /** SpinnakerParameters inhibitoryInit */
                inhibitoryInit?: (Uint8Array|null);

                /** SpinnakerParameters tauExcitatory */
                tauExcitatory?: (Uint8Array|null);

                /** SpinnakerParameters tauInhibitory */
                tauInhibitory?: (Uint8Array|null);

                /** SpinnakerParameters reversalExcitatory */
                reversalExcitatory?: (Uint8Array|null);

                /** SpinnakerParameters reversalInhibitory */
                reversalInhibitory?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SpinnakerParameters. */
            type $Shape = equipoise.program.SpinnakerParameters.$Properties;
        }

        /**
         * Properties of a SynapticBlock.
         * @deprecated Use equipoise.program.SynapticBlock.$Properties instead.
         */
        interface ISynapticBlock extends equipoise.program.SynapticBlock.$Properties {
        }

        /** Represents a SynapticBlock. */
        class SynapticBlock {

            /**
             * Constructs a new SynapticBlock.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.SynapticBlock.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SynapticBlock firstSource. */
            firstSource: number;

            /** SynapticBlock sources. */
            sources: number;

            /** SynapticBlock firstRow. */
            firstRow: number;

            /** SynapticBlock extraDelay. */
            extraDelay: number;

            /** SynapticBlock synapseCore. */
            synapseCore: number;

            /**
             * Creates a new SynapticBlock instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SynapticBlock instance
             */
            static create(properties: equipoise.program.SynapticBlock.$Shape): equipoise.program.SynapticBlock & equipoise.program.SynapticBlock.$Shape;
            static create(properties?: equipoise.program.SynapticBlock.$Properties): equipoise.program.SynapticBlock;

            /**
             * Encodes the specified SynapticBlock message. Does not implicitly {@link equipoise.program.SynapticBlock.verify|verify} messages.
             * @param message SynapticBlock message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.SynapticBlock.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SynapticBlock message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.SynapticBlock & equipoise.program.SynapticBlock.$Shape} SynapticBlock
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.SynapticBlock & equipoise.program.SynapticBlock.$Shape;
        }

        namespace SynapticBlock {

            /** Properties of a SynapticBlock. */
            interface $Properties {

                /** SynapticBlock firstSource */
                firstSource?: (number|null);

                /** SynapticBlock sources */
                sources?: (number|null);

                /** SynapticBlock firstRow */
                firstRow?: (number|null);

                /** SynapticBlock extraDelay */
                extraDelay?: (number|null);

                /** SynapticBlock synapseCore */
                synapseCore?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SynapticBlock. */
            type $Shape = equipoise.program.SynapticBlock.$Properties;
        }

        /**
         * Properties of an OffsetChange.
         * @deprecated Use equipoise.program.OffsetChange.$Properties instead.
         */
        interface IOffsetChange extends equipoise.program.OffsetChange.$Properties {
        }

        /** Represents an OffsetChange. */
        class OffsetChange {

            /**
             * Constructs a new OffsetChange.
             * @param [properties] Properties to set
             */
            constructor(properties?: equipoise.program.OffsetChange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OffsetChange tick. */
            tick: number;

            /** OffsetChange neurons. */
            neurons: Uint8Array;

            /** OffsetChange iOffset. */
            iOffset: Uint8Array;

            /**
             * Creates a new OffsetChange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OffsetChange instance
             */
            static create(properties: equipoise.program.OffsetChange.$Shape): equipoise.program.OffsetChange & equipoise.program.OffsetChange.$Shape;
            static create(properties?: equipoise.program.OffsetChange.$Properties): equipoise.program.OffsetChange;

            /**
             * Encodes the specified OffsetChange message. Does not implicitly {@link equipoise.program.OffsetChange.verify|verify} messages.
             * @param message OffsetChange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: equipoise.program.OffsetChange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OffsetChange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {equipoise.program.OffsetChange & equipoise.program.OffsetChange.$Shape} OffsetChange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): equipoise.program.OffsetChange & equipoise.program.OffsetChange.$Shape;
        }

        namespace OffsetChange {

            /** Properties of an OffsetChange. */
            interface $Properties {

                /** OffsetChange tick */
                tick?: (number|null);

                /** OffsetChange neurons */
                neurons?: (Uint8Array|null);

                /** OffsetChange iOffset */
                iOffset?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OffsetChange. */
            type $Shape = equipoise.program.OffsetChange.$Properties;
        }
    }
}
