using Proofs.Packs;
using Proofs.RunnerPack;

return args is [KilledProcess.Verb, var root, var anchors]
    ? await KilledProcess.RunAsync(root, anchors)
    : await PackProgram.RunAsync(args, RunnerPackProofs.All);
