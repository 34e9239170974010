/** Inspect answers of images, networks and volumes (moby api/types), as templates see them. */
import type { GoType } from '../../util/go-value/type.ts';
import { defined, struct, typeBook } from './struct-text.ts';

function image(): GoType {
  const book = typeBook();
  struct(
    book,
    'dockerspec.HealthcheckConfig',
    `
    Test []string omitempty\nInterval time.Duration omitempty\nTimeout time.Duration omitempty\nStartPeriod time.Duration omitempty
    StartInterval time.Duration omitempty\nRetries int omitempty`,
  );
  struct(
    book,
    'v1.ImageConfig',
    `
    User string omitempty\nExposedPorts map[string]struct{} omitempty\nEnv []string omitempty\nEntrypoint []string omitempty
    Cmd []string omitempty\nVolumes map[string]struct{} omitempty\nWorkingDir string omitempty\nLabels map[string]string omitempty
    StopSignal string omitempty\nArgsEscaped bool omitempty`,
  );
  struct(
    book,
    'v1.DockerOCIImageConfigExt',
    `
    Healthcheck *dockerspec.HealthcheckConfig omitempty\nOnBuild []string omitempty\nShell []string omitempty`,
  );
  struct(book, 'v1.DockerOCIImageConfig', 'v1.ImageConfig\nv1.DockerOCIImageConfigExt');
  struct(book, 'storage.DriverData', 'Data map[string]string\nName string');
  struct(book, 'image.RootFS', 'Type string omitempty\nLayers []string omitempty');
  struct(book, 'image.Metadata', 'LastTagTime time.Time omitempty');
  return struct(
    book,
    'image.InspectResponse',
    `
    ID string json:Id\nRepoTags []string\nRepoDigests []string\nParent string\nComment string\nCreated string omitempty
    DockerVersion string\nAuthor string\nConfig *v1.DockerOCIImageConfig\nArchitecture string\nVariant string omitempty\nOs string
    OsVersion string omitempty\nSize int64\nVirtualSize int64 omitempty\nGraphDriver storage.DriverData\nRootFS image.RootFS
    Metadata image.Metadata`,
  );
}

function network(): GoType {
  const book = typeBook();
  struct(
    book,
    'network.IPAMConfig',
    `
    Subnet string omitempty\nIPRange string omitempty\nGateway string omitempty\nAuxAddress map[string]string json:AuxiliaryAddresses omitempty`,
  );
  struct(book, 'network.IPAM', 'Driver string\nOptions map[string]string\nConfig []network.IPAMConfig');
  struct(book, 'network.ConfigReference', 'Network string');
  struct(
    book,
    'network.EndpointResource',
    'Name string\nEndpointID string\nMacAddress string\nIPv4Address string\nIPv6Address string',
  );
  struct(book, 'network.PeerInfo', 'Name string\nIP string');
  return struct(
    book,
    'network.Inspect',
    `
    Name string\nID string json:Id\nCreated time.Time\nScope string\nDriver string\nEnableIPv4 bool\nEnableIPv6 bool\nIPAM network.IPAM
    Internal bool\nAttachable bool\nIngress bool\nConfigFrom network.ConfigReference\nConfigOnly bool
    Containers map[string]network.EndpointResource\nOptions map[string]string\nLabels map[string]string\nPeers []network.PeerInfo omitempty`,
  );
}

function volume(): GoType {
  const book = typeBook();
  struct(book, 'volume.UsageData', 'RefCount int64\nSize int64');
  defined(book, 'volume.Status', 'map[string]any');
  return struct(
    book,
    'volume.Volume',
    `
    CreatedAt string omitempty\nDriver string\nLabels map[string]string\nMountpoint string\nName string\nOptions map[string]string
    Scope string\nStatus volume.Status omitempty\nUsageData *volume.UsageData omitempty`,
  );
}

/** Type of the answer of GET /images/NAME/json. */
export const IMAGE_INSPECT: GoType = image();
/** Type of the answer of GET /networks/NAME. */
export const NETWORK_INSPECT: GoType = network();
/** Type of the answer of GET /volumes/NAME. */
export const VOLUME_INSPECT: GoType = volume();
