using Proofs.CliPack;
using Proofs.Packs;

return await PackProgram.RunAsync(args, CliAutoApproveProof.Proofs);
